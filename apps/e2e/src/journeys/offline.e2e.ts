import { beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { photo } from '../harness/files.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** Closed for good, with the form in place of the chat. */
const close = () =>
  setOptions(stage.server, ({ hours, forms, home }) => ({
    hours: { ...hours, on: true, week: [[], [], [], [], [], [], []], exceptions: [] },
    forms: { ...forms, offlineOn: true },
    home: { ...home, on: false },
  }))

describe('a message outside the hours', () => {
  it.each<Device>(['desktop', 'phone'])(
    'is left by a form, is a conversation for the team, and its answer is there when the visitor returns (%s)',
    async (device) => {
      await close()
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

describe('files with a message outside the hours', () => {
  beforeAll(close)

  it.each<Device>(['desktop', 'phone'])('go along, unless the site takes none (%s)', async (device) => {
    const mark = `with a photo from a ${device}`
    const visitor = await newPerson(stage.browser, { device })
    const { page } = visitor
    await page.goto(stage.host.url())
    await page.getByRole('button', { name: /Open chat/ }).click()
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Attach files' }).click()
    await (await chosen).setFiles([
      { name: 'broken-pot.png', mimeType: 'image/png', buffer: photo() },
      { name: 'setup.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
    ])
    await page.getByText('Files like setup.exe are not allowed here').waitFor()
    await page.getByText('broken-pot.png').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('textbox', { name: 'Email' }).fill('vera@example.com')
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill(mark)
    await page.getByRole('button', { name: 'Send message' }).click()
    await page.getByText('Your message is with us').waitFor()

    const agent = await newPerson(stage.browser)
    const inbox = inboxPage(agent.page, stage.server.url)
    await inbox.signIn(OWNER)
    await inbox.openRow(mark)
    await inbox.thread.getByText('broken-pot.png').or(inbox.thread.getByAltText('broken-pot.png')).first().waitFor()

    await setOptions(stage.server, ({ files }) => ({ files: { ...files, on: false } }))
    const other = await newPerson(stage.browser, { device })
    await other.page.goto(stage.host.url())
    await other.page.getByRole('button', { name: /Open chat/ }).click()
    await other.page.getByRole('button', { name: 'Send message' }).waitFor()
    expect(await other.page.getByRole('button', { name: 'Attach files' }).count()).toBe(0)
    await setOptions(stage.server, ({ files }) => ({ files: { ...files, on: true } }))
    expect([...visitor.troubles, ...other.troubles]).toEqual([])
    await Promise.all([visitor, agent, other].map(({ context }) => context.close()))
  })
})
