import { describe, expect, it } from 'vitest'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

describe('a message outside the hours', () => {
  it.each<Device>(['desktop', 'phone'])(
    'is left by a form, is a conversation for the team, and its answer is there when the visitor returns (%s)',
    async (device) => {
      await setOptions(stage.server, ({ hours, forms, home }) => ({
        hours: { ...hours, on: true, week: [[], [], [], [], [], [], []], exceptions: [] },
        forms: { ...forms, offlineOn: true },
        home: { ...home, on: false },
      }))
      const mark = `left on a ${device}`
      const visitor = await newPerson(stage.browser, { device })
      const { page } = visitor
      const chat = widgetPage(page)
      await page.goto(stage.host.url())
      await chat.launcher.click()
      const send = page.getByRole('button', { name: 'Send message' })
      await send.click()
      await page.getByText('Please fill this in').first().waitFor()
      await page.getByRole('textbox', { name: 'Email' }).fill('vera@example.com')
      await page.getByRole('textbox', { name: 'Message', exact: true }).fill(mark)
      await send.click()
      await page.getByText('Your message is with us').waitFor()

      const agent = await newPerson(stage.browser)
      const inbox = inboxPage(agent.page, stage.server.url)
      await inbox.signIn(OWNER)
      await inbox.openRow(mark)
      await agent.page.getByText('vera@example.com').first().waitFor()
      await inbox.answer(`${mark}: answered`)

      await page.goto('about:blank')
      await page.goto(stage.host.url())
      await page.getByRole('button', { name: /Open chat/ }).click()
      await chat.message(`${mark}: answered`).waitFor()
      await chat.message(mark).waitFor()
      expect(visitor.troubles).toEqual([])
      await agent.context.close()
      await visitor.context.close()
    },
  )
})
