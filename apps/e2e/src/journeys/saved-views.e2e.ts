import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('an agent’s own lists', () => {
  const stage = useStage()

  it.each<Device>(['desktop', 'phone'])(
    'are narrowed by keyboard, stay true as things change, get a name and a pin, and are found again (%s)',
    async (device) => {
      const mark = `view ${device} ${Date.now()}`
      const name = `Mine of ${device} ${Date.now()}`
      const visitor = await newPerson(stage.browser)
      const agent = await newPerson(stage.browser, { device })
      const chat = widgetPage(visitor.page)
      const inbox = inboxPage(agent.page, stage.server.url)
      const { page } = agent

      await inbox.signIn(OWNER)
      await visitor.page.goto(stage.host.url())
      await chat.open()
      await chat.write(mark)
      await page.goto(`${stage.server.url}/inbox?view=open`)
      await inbox.row(mark).waitFor()

      await page.keyboard.press('f')
      const menu = page.getByRole('menu', { name: 'Add filter' })
      await menu.waitFor()
      expect(await axeFindings(page)).toEqual([])
      await menu.getByRole('menuitem', { name: 'Assignee' }).click()
      const dialog = page.getByRole('dialog', { name: 'Assignee' })
      await dialog.getByLabel('Nobody').check()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Enter')
      const bar = page.getByRole('toolbar', { name: 'Filters' })
      await bar.getByRole('button', { name: 'Assignee: Nobody' }).waitFor()
      await inbox.row(mark).waitFor()
      expect(await axeFindings(page)).toEqual([])

      await bar.getByRole('button', { name: 'Save as view' }).click()
      const saving = page.getByRole('dialog', { name: 'Save this view' })
      await saving.getByLabel('Name').fill(name)
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Enter')
      await saving.waitFor({ state: 'detached' })
      await page.waitForURL(/\/inbox\/v\/svw_/)
      if (shots) await page.screenshot({ path: `${shots}/views-${device}.png` })

      // What does not fit any more goes by itself.
      await inbox.openRow(mark)
      await inbox.press('Claim')
      if (device === 'phone') await page.goBack()
      await inbox.row(mark).waitFor({ state: 'detached' })

      await page.goto(`${stage.server.url}/inbox?view=all`)
      await inbox.row(mark).waitFor()
      const link = inbox.views.getByRole('link', { name })
      if (device === 'phone') await page.getByRole('button', { name: 'Choose a view: All' }).click()
      await link.waitFor()
      if (device === 'phone') await link.click()
      else await page.keyboard.press('g')
      if (device === 'desktop') await page.keyboard.press('1')
      await page.waitForURL(/\/inbox\/v\/svw_/)
      await page.reload()
      await bar.getByRole('button', { name: 'Assignee: Nobody' }).waitFor()
      // What this browser kept of the list may be in sight until the server's is there.
      await inbox.row(mark).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: `Actions for ${name}` }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.waitForURL(/view=waiting/)
      await page.getByRole('button', { name: 'Undo' }).click()
      if (device === 'desktop') await inbox.views.getByRole('link', { name }).waitFor()
    },
  )
})
