import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('why a conversation is closed', () => {
  const stage = useStage()

  it('is listed by an admin, chosen by keys, told to the team alone, and found again', async () => {
    const mark = `case ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)
    const { page } = agent
    const shoot = async (name: string) => {
      if (!shots) return
      await page.screenshot({ path: `${shots}/${name}.png` })
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.screenshot({ path: `${shots}/${name}-dark.png` })
      await page.emulateMedia({ colorScheme: 'light' })
    }

    await inbox.signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox/settings/reasons`)
    await page.getByText('No reasons yet.').waitFor()
    await page.getByLabel('Ask when somebody closes').selectOption('required')
    await page.getByRole('button', { name: 'Save reasons' }).click()
    await page.getByText('Add a reason first').waitFor()
    for (const [at, name] of ['Solved', 'Spam'].entries()) {
      await page.getByRole('button', { name: 'Add a reason' }).click()
      await page.getByLabel(`Reason ${at + 1}`).fill(name)
    }
    expect(await axeFindings(page)).toEqual([])
    await shoot('reasons')
    await page.getByRole('button', { name: 'Save reasons' }).click()
    await page.getByText('The reasons are saved.').waitFor()

    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(mark)
    await page.goto(`${stage.server.url}/inbox`)
    await inbox.openRow(mark)
    await page.getByRole('button', { name: 'Claim' }).first().focus()
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog', { name: 'Why do you close it?' })
    await dialog.getByRole('menuitem', { name: 'Solved' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('close-reason')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await inbox.thread.getByText('Spam').waitFor()
    await shoot('closed-for-a-reason')

    await page.keyboard.press('z')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await dialog.getByRole('menuitem', { name: 'Solved' }).click()
    // Closed, opened and closed: three lines fold into one.
    await inbox.thread.getByRole('button', { name: '3 changes' }).click()
    await inbox.thread.getByText('Solved').waitFor()
    await inbox.views.getByRole('link', { name: /^Closed/ }).click()
    await page.keyboard.press('f')
    await page.getByRole('menu', { name: 'Add filter' }).getByRole('menuitem', { name: 'Closed because' }).click()
    const condition = page.getByRole('dialog', { name: 'Closed because' })
    await condition.getByRole('checkbox', { name: 'Spam' }).check()
    await condition.getByRole('button', { name: 'Apply' }).click()
    await inbox.row(mark).waitFor({ state: 'detached' })
    await page.getByRole('toolbar', { name: 'Filters' }).getByText('Spam').click()
    await condition.getByRole('checkbox', { name: 'Spam' }).uncheck()
    await condition.getByRole('checkbox', { name: 'Solved' }).check()
    await condition.getByRole('button', { name: 'Apply' }).click()
    await inbox.row(mark).waitFor()
    expect(await visitor.page.content()).not.toContain('Solved')
  })
})
