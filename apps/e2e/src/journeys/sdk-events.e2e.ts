import type { Client, ConversationHandle } from '@parley/client'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { agentClient } from '../harness/node-client.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
let agent: Client
beforeAll(async () => {
  agent = await agentClient(stage.server)
  agent.start()
})
afterAll(() => agent.destroy())

/** Those of this file; others are told in `sdk-parts`, `sdk-people`, `sdk-window` and `campaigns`. */
const NAMES = [
  ...['ready', 'hidden', 'shown', 'opened', 'closed', 'unread', 'error', 'connection', 'consent', 'availability'],
  ...['message:sent', 'message:delivered', 'message:read', 'message:reaction', 'message:received', 'message:failed'],
  ...['message:updated', 'message:deleted', 'action:clicked', 'visitor:blocked', 'file:rejected', 'phone:captured'],
  ...['conversation:started', 'conversation:assigned', 'conversation:updated', 'conversation:transferred'],
  ...['conversation:closed', 'conversation:ended', 'conversation:rated', 'conversation:reopened'],
  ...['agent:joined', 'agent:left', 'agent:typing', 'form:custom:submitted', 'form:offline:submitted'],
]

type Told = { type: string; data: unknown }
type Scope = { Parley: Record<string, (...args: unknown[]) => Promise<unknown>>; told: Told[]; dom: string[] }

/** A page that writes down every event, and which of them the window heard too. */
async function onPage() {
  const person = await newPerson(stage.browser)
  const { page } = person
  await page.addInitScript(`
    Object.assign(globalThis, { told: [], dom: [], Parley: [['onAny', ({ type, data }) => told.push({ type, data })]] })
    for (const name of ${JSON.stringify(NAMES)}) addEventListener('parley:' + name, () => dom.push(name))`)
  await page.goto(stage.host.url())
  await page.getByRole('button', { name: 'Open chat' }).waitFor()
  const told = () => page.evaluate(() => (globalThis as unknown as Scope).told)
  return {
    ...person,
    chat: widgetPage(page),
    /** Waits for an event, of which the window is told too; what came with the last one of this name. */
    async heard(type: string): Promise<unknown> {
      await eventually(type, async () => (await told()).some((one) => one.type === type))
      expect(await page.evaluate(() => (globalThis as unknown as Scope).dom)).toContain(type)
      return (await told()).findLast((one) => one.type === type)?.data
    },
    typesOf: async () => (await told()).map(({ type }) => type),
  }
}
const call = (page: Page, name: string, ...args: unknown[]) =>
  page.evaluate(
    ([method, given]) =>
      (globalThis as unknown as Scope).Parley[method]?.(...given).catch(({ code }: { code: string }) => code),
    [name, args] as const,
  )

/** The conversation that begins with `words`, as an agent has it. */
async function conversation(words: string) {
  const find = async () => {
    const { rows } = await agent.call('listConversations', { query: { view: 'all', limit: '20' } })
    return rows.find(({ last }) => last?.text === words)
  }
  await eventually(words, async () => (await find()) !== undefined)
  const row = await find()
  if (!row) throw new Error('no conversation')
  const thread = agent.open(row.id)
  await eventually('the thread', () => thread.state.value === 'ready')
  return { thread, visitorId: row.visitor?.id ?? '' }
}
const text = (words: string) => ({ v: 1, type: 'text', text: words }) as const

/** The id of the message with these words, once it is stored. */
async function idOf(thread: ConversationHandle, words: string) {
  const find = () => {
    const found = thread.timeline.value.find((item) => item.type === 'message' && item.body?.text === words)
    return found?.type === 'message' ? found.messageId : null
  }
  await eventually(words, () => find() !== null)
  return find() as `msg_${string}`
}

describe('157 a page is told of messages', () => {
  it('how far its visitor’s came, and what becomes of all of them', async () => {
    const { page, context, heard, chat } = await onPage()
    const mark = `messages ${Date.now()}`
    await call(page, 'startConversation', { message: mark })
    await heard('message:sent')
    const { thread, visitorId } = await conversation(mark)
    await heard('message:delivered')
    thread.read()
    await heard('message:read')
    thread.send('msg.react', { messageId: await idOf(thread, mark), emoji: '👍', on: true })
    expect(await heard('message:reaction')).toMatchObject({ reactions: [{ emoji: '👍', count: 1 }] })

    thread.send('msg.new', text('in a moment'))
    expect(await heard('message:received')).toMatchObject({ text: 'in a moment', from: 'agent' })
    const messageId = await idOf(thread, 'in a moment')
    thread.send('msg.edit', { messageId, text: 'in a minute' })
    expect(await heard('message:updated')).toMatchObject({ text: 'in a minute' })
    thread.send('msg.del', { messageId })
    expect(await heard('message:deleted')).toMatchObject({ messageId })

    thread.send('msg.new', {
      ...{ v: 1, type: 'buttons', text: 'Which?' },
      buttons: [{ type: 'postback', label: 'Tea', value: 'tea' }],
    })
    await chat.thread.getByRole('button', { name: 'Tea' }).click()
    expect(await heard('action:clicked')).toEqual({ label: 'Tea', value: 'tea' })
    const name = { key: 'name', type: 'text', label: 'Your name', hint: '', placeholder: '', required: true } as const
    const form = { title: 'You', lead: '', button: 'Tell', fields: [{ ...name, choices: [], when: null }] }
    thread.send('msg.new', { v: 1, type: 'form', text: '', form })
    await chat.thread.getByLabel('Your name').fill('Vera')
    await chat.thread.getByRole('button', { name: 'Tell' }).click()
    expect(await heard('form:custom:submitted')).toEqual({ values: { name: 'Vera' } })

    await agent.call('blockVisitor', { params: { id: visitorId as `vis_${string}` } })
    await chat.write('and more')
    expect(await heard('message:failed')).toMatchObject({ code: 'blocked' })
    await heard('visitor:blocked')
    thread.release()
    await context.close()
  })
})

describe('157 a page is told of a conversation', () => {
  it('who answers it, hands it over, types, and how it ends and goes on', async () => {
    const { page, context, heard } = await onPage()
    const mark = `conversation ${Date.now()}`
    await call(page, 'startConversation', { message: mark })
    await heard('conversation:started')
    const { thread } = await conversation(mark)
    const { agents } = await agent.call('listAgents', {})
    const [me, other] = agents.filter(({ state }) => state === 'active')
    if (!me || !other) throw new Error('two agents')

    await thread.command('conv.assign', { assigneeId: me.id, from: null })
    expect(await heard('conversation:assigned')).toMatchObject({ assignee: { id: me.id, name: me.name } })
    expect(await heard('agent:joined')).toMatchObject({ agent: { id: me.id } })
    expect(await heard('conversation:updated')).toMatchObject({ status: 'open', assignee: { id: me.id } })
    thread.setTyping(true)
    expect(await heard('agent:typing')).toMatchObject({ agents: [{ name: expect.any(String) }] })
    await thread.command('conv.assign', { assigneeId: other.id, from: me.id })
    expect(await heard('conversation:transferred')).toMatchObject({ assignee: { id: other.id } })
    expect(await heard('agent:left')).toMatchObject({ agent: { id: me.id } })

    await call(page, 'endConversation')
    await heard('conversation:closed')
    await heard('conversation:ended')
    await call(page, 'rate', 4, 'quick')
    expect(await heard('conversation:rated')).toMatchObject({ score: 4, comment: 'quick' })
    await thread.command('conv.status', { status: 'open' })
    await heard('conversation:reopened')
    thread.release()
    await context.close()
  })
})

describe('157 a page is told of the widget', () => {
  it('what is shown, what waits, whether there is a line, what was refused, and the end', async () => {
    const { page, context, heard, chat, typesOf } = await onPage()
    await heard('ready')
    await call(page, 'hide')
    await heard('hidden')
    await call(page, 'show')
    await heard('shown')
    await call(page, 'open')
    await heard('opened')
    const mark = `widget ${Date.now()}`
    await chat.write(mark)
    await heard('message:sent')
    await chat.closer.click()
    await heard('closed')
    const { thread } = await conversation(mark)
    thread.send('msg.new', text('there you are'))
    await heard('message:received')
    expect(await heard('unread')).toBe(1)
    thread.release()

    expect(await call(page, 'attach', 'https://127.0.0.1:9/nothing')).toBe('file_not_readable')
    expect(String(await heard('error'))).toContain('file_not_readable')
    await page.evaluate(() =>
      (globalThis as unknown as Scope).Parley['attach']?.(new File([], 'empty.txt')).catch(() => undefined),
    )
    expect(await heard('file:rejected')).toMatchObject({ name: 'empty.txt' })
    await context.setOffline(true)
    await eventually('no line', async () => /reconnecting|offline/.test(String(await heard('connection'))))
    await context.setOffline(false)
    await eventually('the line', async () => (await heard('connection')) === 'online')
    await call(page, 'setConsent', { analytics: false })
    expect(await heard('consent')).toEqual({ analytics: false })
    await call(page, 'destroy')
    expect(await typesOf()).toContain('destroyed')
    await context.close()
  })

  it('which form was filled in while nobody was there, and that somebody is', async () => {
    const email = { key: 'email', type: 'email', label: { en: 'E-mail' }, hint: {}, placeholder: {}, choices: [] }
    const phone = { ...email, key: 'phone', type: 'phone', label: { en: 'Telephone' } }
    const message = { ...email, key: 'message', type: 'textarea', label: { en: 'What is it about' } }
    const fields = [email, phone, message].map((one) => ({ ...one, required: true, when: null }))
    const week = [[], [], [], [], [], [], []]
    await setOptions(stage.server, ({ forms, hours }) => ({
      forms: { ...forms, offlineOn: true, offline: { title: {}, lead: {}, button: {}, fields } },
      hours: { ...hours, on: true, week, exceptions: [] },
    }))
    const { page, context, heard, chat } = await onPage()
    await chat.launcher.click()
    await page.getByLabel('E-mail').fill('grace@example.com')
    await page.getByLabel('Telephone').fill('030 7654321')
    await page.getByLabel('What is it about').fill('call me')
    await page.getByLabel('Telephone').press('Enter')
    const values = { email: 'grace@example.com', phone: '030 7654321' }
    expect(await heard('form:offline:submitted')).toMatchObject({ values })
    expect(await heard('phone:captured')).toEqual({ phone: values.phone })
    await heard('message:sent')
    await setOptions(stage.server, ({ hours }) => ({ hours: { ...hours, on: false } }))
    await eventually('somebody there', async () =>
      /online|away/.test(((await heard('availability')) as { state: string }).state),
    )
    await context.close()
  })
})
