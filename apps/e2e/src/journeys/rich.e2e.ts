import type { ConversationHandle, SendBody } from '@parley/client'
import { chromium } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { LAUNCH, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { agentClient } from '../harness/node-client.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

const field = { hint: '', placeholder: '', required: false, choices: [], when: null }
const BUTTONS: SendBody<'msg.new'> = {
  ...{ v: 1, type: 'buttons', text: 'What is it about?' },
  buttons: [
    { type: 'reply', label: 'An order' },
    { type: 'postback', label: 'A return', value: 'topic:return' },
    { type: 'link', label: 'Prices', url: 'https://shop.example/prices' },
  ],
}
const FORM: SendBody<'msg.new'> = {
  ...{ v: 1, type: 'form', text: '' },
  form: {
    ...{ title: 'Your order', lead: 'So that we find it.', button: 'Send it' },
    fields: [
      { ...field, key: 'email', type: 'email', label: 'Email', required: true },
      {
        ...{ ...field, key: 'size', type: 'radio', label: 'Size' },
        choices: [
          { value: 's', label: 'Small' },
          { value: 'l', label: 'Large' },
        ],
      },
    ],
  },
}
const REPLIES: SendBody<'msg.new'> = {
  ...{ v: 1, type: 'quick_replies', text: 'Anything else?' },
  replies: [
    { type: 'reply', label: 'See prices' },
    { type: 'reply', label: 'No, thanks' },
  ],
}

/** A program that answers whoever wrote last. */
async function aBot() {
  const client = await agentClient(stage.server)
  client.start()
  return {
    client,
    async talkTo(words: string): Promise<ConversationHandle> {
      const query = { view: 'all', search: words } as const
      await eventually('the conversation to be found', async () => {
        const { rows } = await client.call('listConversations', { query })
        return rows.length === 1
      })
      const { rows } = await client.call('listConversations', { query })
      const [row] = rows
      if (!row) throw new Error('no conversation')
      return client.open(row.id)
    },
  }
}

describe('what a program offers', () => {
  it('is pressed and filled in by a visitor with the keyboard, once, and the inbox shows what was chosen', async () => {
    const { page, context, troubles } = await newPerson(stage.browser, { device: 'phone' })
    const chat = widgetPage(page)
    await page.goto(stage.host.url('strict'))
    await chat.open()
    const mark = `offer${Date.now()}`
    await chat.write(mark)
    const bot = await aBot()
    const thread = await bot.talkTo(mark)

    thread.send('msg.new', BUTTONS)
    const button = chat.thread.getByRole('button', { name: 'A return' })
    await button.focus()
    await button.press('Enter')
    await chat.thread.getByRole('button', { name: 'An order' }).and(page.locator(':disabled')).waitFor()
    expect(await chat.thread.getByRole('link', { name: 'Prices' }).getAttribute('rel')).toContain('noopener')

    thread.send('msg.new', FORM)
    const form = chat.thread.getByRole('form', { name: 'Your order' })
    await form.getByRole('button', { name: 'Send it' }).click() // what is required is missing: the browser says so
    await form.getByLabel('Email').fill('priya@example.com')
    await form.getByRole('radio', { name: 'Large' }).check()
    await form.getByRole('button', { name: 'Send it' }).press('Enter')
    await chat.thread.getByText('priya@example.com').waitFor()
    expect(await form.count()).toBe(0)

    thread.send('msg.new', REPLIES)
    await chat.thread.getByRole('group', { name: 'Suggested answers' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await chat.thread.getByRole('button', { name: 'No, thanks' }).click()
    await eventually(
      'the suggestions to go',
      async () => (await page.getByRole('group', { name: 'Suggested answers' }).count()) === 0,
    )

    const agent = await newPerson(stage.browser)
    const inbox = inboxPage(agent.page, stage.server.url)
    await inbox.signIn(OWNER)
    await inbox.views.getByText('All').first().click()
    await inbox.openRow('No, thanks')
    await inbox.thread.getByText('Chosen').first().waitFor()
    await inbox.thread.getByText('Filled in').waitFor()
    await inbox.thread.getByText('Large').waitFor()
    expect(await axeFindings(agent.page)).toEqual([])
    expect(troubles).toEqual([])
    bot.client.destroy()
    await Promise.all([context.close(), agent.context.close()])
  })
})

describe('a voice message', () => {
  it('W27 is recorded, heard, sent, and played by the agent', async () => {
    const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
    const browser = await chromium.launch({ ...LAUNCH, args: [...LAUNCH.args, ...microphone] })
    const { page } = await newPerson(browser)
    const chat = widgetPage(page)
    await page.goto(stage.host.url())
    await chat.open()
    const mark = `voice${Date.now()}`
    await chat.write(mark)
    await chat.message(mark).waitFor()

    await page.getByRole('button', { name: 'Record a voice message' }).click()
    const strip = page.getByRole('group', { name: 'New voice message' })
    await eventually('two seconds to be recorded', async () => /0:0[2-9]/.test(await strip.innerText()))
    await strip.getByRole('button', { name: 'Stop' }).press('Enter')
    await strip.getByRole('button', { name: 'Play' }).press('Enter')
    await strip.getByRole('button', { name: 'Pause' }).waitFor()
    await strip.getByRole('button', { name: 'Send voice message' }).click()
    const sent = chat.thread.getByRole('group', { name: /^Voice message, 0:0/ })
    await sent.waitFor()
    await sent.getByRole('slider', { name: 'Position' }).press('ArrowRight')
    await sent.getByRole('button', { name: 'Play' }).click()
    await sent.getByRole('button', { name: 'Pause' }).waitFor()

    const agent = await newPerson(browser)
    const inbox = inboxPage(agent.page, stage.server.url)
    await inbox.signIn(OWNER)
    await agent.page.getByRole('searchbox').fill(mark)
    await inbox.list.getByRole('listitem').first().click()
    const heard = inbox.thread.getByRole('group', { name: /^Voice message, 0:0/ })
    await heard.getByRole('button', { name: 'Play' }).click()
    await heard.getByRole('button', { name: 'Pause' }).waitFor()
    expect(await axeFindings(agent.page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await browser.close()
  })

  it('says what to do where the microphone is refused, and gives the field back', async () => {
    const { page, context } = await newPerson(stage.browser)
    const chat = widgetPage(page)
    await page.goto(stage.host.url())
    await chat.open()
    await page.getByRole('button', { name: 'Record a voice message' }).click()
    await page.getByText(/microphone is not allowed|No microphone/).waitFor()
    await page.getByRole('button', { name: 'Discard the voice message' }).press('Escape')
    await chat.composer.waitFor()
    await context.close()
  })
})
