import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

describe('what an agent was told of', () => {
  const stage = useStage()

  it.each<Device>(['desktop', 'phone'])(
    'is counted at the bell as it happens, leads to its message, is read with its conversation, and stays in the history (%s)',
    async (device) => {
      const { page, context, troubles } = await newPerson(stage.browser, { device })
      const inbox = inboxPage(page, stage.server.url)
      await inbox.signIn(OWNER)
      await page.goto(`${stage.server.url}/inbox/notices`)
      const clear = page.getByRole('button', { name: 'Clear all' })
      // What the demo brings may come while the page is there already.
      await eventually('an empty list', async () => {
        if (await clear.isEnabled()) await clear.click()
        return page.getByText('Nothing happened yet').isVisible()
      })

      const words = `${device} needs help ${Date.now()}`
      // A name of his own: what the demo brings may come at any moment.
      const name = `Ada ${Date.now()}`
      const visitor = await newPerson(stage.browser)
      await visitor.page.goto(stage.host.url())
      await visitor.page.evaluate(`Parley.push(['identify', { name: '${name}' }])`)
      const chat = widgetPage(visitor.page)
      await chat.open()
      await chat.write(words)

      const line = page.getByRole('listitem').filter({ hasText: name })
      const row = line.getByRole('button', { name: /New conversation.*unread/ })
      await row.waitFor()
      const bell = device === 'desktop' ? page.getByRole('button', { name: /^Activity, \d+ unread/ }) : null
      await bell?.waitFor()
      expect(await axeFindings(page)).toEqual([])
      await line.getByRole('button', { name: 'Mark as read', exact: true }).click()
      await line.getByRole('button', { name: 'Mark as unread' }).click()
      if (bell) {
        await page.goto(`${stage.server.url}/inbox`)
        await bell.click()
        await page.getByRole('dialog', { name: 'Activity' }).getByRole('listitem').first().waitFor()
        expect(await axeFindings(page)).toEqual([])
        await page.getByRole('dialog', { name: 'Activity' }).getByRole('button', { name }).press('Enter')
      } else await row.click()
      await inbox.message(words).waitFor()
      await page.goto(`${stage.server.url}/inbox/notices`)
      await line.getByRole('button', { name: 'Mark as unread' }).waitFor()
      expect(troubles).toEqual([])
      await context.close()
    },
    120_000,
  )
})
