import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

type Call = (...args: unknown[]) => Promise<unknown>
type Scope = { Parley: Record<string, Call>; seen: unknown[]; unhandled: string[] }

/** A page on a foreign origin with the tag; what happens there is written down in `seen`. */
async function onPage(queue = '') {
  const person = await newPerson(stage.browser)
  await person.page.addInitScript(`
    globalThis.seen = []
    globalThis.unhandled = []
    addEventListener('unhandledrejection', (event) => unhandled.push(String(event.reason)))
    addEventListener('error', (event) => unhandled.push(event.message))
    ${queue}`)
  await person.page.goto(stage.host.url())
  await person.page
    .getByRole('button', { name: /^(Open|Close) chat$/ })
    .first()
    .waitFor()
  return person
}
const seenOn = (page: Page) => page.evaluate(() => (globalThis as unknown as Scope).seen)
const typesOn = async (page: Page) => (await seenOn(page)).map((event) => (event as { type: string }).type)
const troubleOn = (page: Page) => page.evaluate(() => (globalThis as unknown as Scope).unhandled)

describe('the SDK on a page of its own origin', () => {
  it('runs what was queued before the script came, and tells what happens as events and on the window', async () => {
    const { page, context } = await onPage(`
      globalThis.Parley = [['onAny', (event) => seen.push(event)], ['open']]
      addEventListener('parley:opened', ({ detail }) => seen.push({ type: 'dom:opened', data: detail.instance }))`)
    const chat = widgetPage(page)
    await chat.composer.waitFor()
    await chat.write('hello from the queue')
    await chat.thread.getByText('Sent').first().waitFor()
    await expect.poll(() => typesOn(page)).toContain('message:sent')
    const types = await typesOn(page)
    const [sent] = ((await seenOn(page)) as { type: string; data: object }[]).filter(
      ({ type }) => type === 'message:sent',
    )
    const ids = { id: expect.stringMatching(/^msg_/), conversationId: expect.stringMatching(/^cnv_/) }
    expect(sent?.data).toMatchObject({ ...ids, text: 'hello from the queue', from: 'visitor' })
    expect(types).toEqual(expect.arrayContaining(['opened', 'dom:opened', 'message:queued', 'conversation:started']))
    expect(await troubleOn(page)).toEqual([])
    await context.close()
  })

  it('sends, prefills, tells its state, and cancels and alters by hooks', async () => {
    const { page, context } = await onPage()
    const chat = widgetPage(page)
    const state = await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      await Parley['before']?.('message:send', ({ text }: { text: string }) =>
        text.includes('secret') ? false : { text: text.replace('4111', '****') },
      )
      await Parley['open']?.()
      await Parley['sendMessage']?.('my card is 4111')
      const refused = await Parley['sendMessage']?.('a secret').catch((error: { code: string }) => error.code)
      await Parley['prefill']?.('half a sentence')
      return { refused, ...((await Parley['getState']?.()) as object) }
    })
    expect(state).toMatchObject({ refused: 'canceled', open: true, loaded: true, visible: true, unread: 0 })
    await chat.message('my card is ****').waitFor()
    expect(await chat.composer.inputValue()).toBe('half a sentence')
    expect(await troubleOn(page)).toEqual([])
    await context.close()
  })
})

describe('commands of the SDK', () => {
  it('ends and rates a conversation, and says so', async () => {
    const { page, context } = await onPage(`globalThis.Parley = [['onAny', (event) => seen.push(event)]]`)
    await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      await Parley['startConversation']?.({ message: 'is the shop open' })
    })
    await expect.poll(() => typesOn(page)).toContain('message:sent')
    const early = await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      await Parley['endConversation']?.()
      await Parley['rate']?.(5, 'quick')
      return Parley['rate']?.(6).catch((error: { code: string }) => error.code)
    })
    expect(early).toBe('invalid_argument')
    await expect.poll(() => typesOn(page)).toContain('conversation:closed')
    expect(await typesOn(page)).toEqual(expect.arrayContaining(['conversation:started', 'rating:submitted']))
    expect(await troubleOn(page)).toEqual([])
    await context.close()
  })

  it('answers bad input with a typed error, and never throws into the page', async () => {
    const { page, context } = await onPage()
    const codes = await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      const calls: [string, ...unknown[]][] = [
        ['openArticle', 'x'],
        ['startCall'],
        ['nonsense'],
        ['setPosition', { x: 'left' }],
        ['setTheme', { mode: 'pink' }],
        ['openConversation', '../../etc'],
        ['sendMessage', ''],
        ['before', 'message:send', 7],
        ['identify', 'ada'],
        ['constructor'],
      ]
      const errors = calls.map(([name, ...args]) =>
        (Parley as unknown as Call)(name, ...args).catch(
          ({ code, doc }: { code: string; doc: string }) => `${code} ${doc}`,
        ),
      )
      void Parley['on']?.('opened', 'no function')
      void Parley['nonsense']?.()
      return await Promise.all(errors)
    })
    const expected = ['not_available', 'not_available', 'unknown_method', ...Array(6).fill('invalid_argument')]
    expect(codes.map((code) => String(code).split(' ')[0])).toEqual([...expected, 'unknown_method'])
    expect(codes[0]).toContain('/reference/errors#not_available')
    await new Promise((done) => setTimeout(done, 100))
    expect(await troubleOn(page)).toEqual([])
    await context.close()
  })
})

describe('what a page says of a conversation', () => {
  it('holds what is said of a conversation until there is one; agents see it beside the thread', async () => {
    const { page, context } = await onPage()
    await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      await Parley['setConversation']?.({ order: '4711-teapot' })
      await Parley['setPriority']?.('high')
      await Parley['open']?.()
      await Parley['sendMessage']?.('where is my teapot')
    })
    const owner = await newPerson(stage.browser)
    const inbox = inboxPage(owner.page, stage.server.url)
    await inbox.signIn(OWNER)
    await inbox.openRow('where is my teapot')
    const details = owner.page.getByRole('complementary', { name: 'About the visitor' })
    await details.getByText('4711-teapot').waitFor()
    expect(await troubleOn(page)).toEqual([])
    await owner.context.close()
    await context.close()
  })
})

describe('the SDK and the page around it', () => {
  it('opens by attributes of the page, and tells pages of a single-page app without touching its history', async () => {
    const { page, context } = await onPage(
      `globalThis.Parley = [['on', 'page', (data, event) => seen.push({ ...event, data })]]`,
    )
    const chat = widgetPage(page)
    const isNative = () => page.evaluate(() => /native code/.test(String(history.pushState)))
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = '/elsewhere'
      link.textContent = 'Ask us'
      link.dataset['chatMessage'] = 'about the teapot'
      document.body.append(link)
    })
    await page.getByText('Ask us').click()
    await chat.composer.waitFor()
    expect(await chat.composer.inputValue()).toBe('about the teapot')
    expect(page.url()).toBe(stage.host.url())
    await page.evaluate(() => history.pushState({}, '', '?second#part'))
    await page.evaluate(() => history.pushState({}, '', '/third'))
    await expect.poll(() => typesOn(page)).toContain('page')
    expect(await isNative()).toBe(true)
    await context.close()
  })

  it('R33 leaves nothing behind: no element, no global, no listener, no object of ours', async () => {
    const { page, context } = await onPage()
    const session = await context.newCDPSession(page)
    const chat = widgetPage(page)
    const listeners = async () => {
      const { result } = await session.send('Runtime.evaluate', { expression: 'window' })
      const found = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' })
      return found.listeners.filter(({ type }) => type !== 'unhandledrejection' && type !== 'error').length
    }
    await chat.open()
    await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      void Parley['on']?.('unread', () => undefined)
      await Parley['getState']?.()
      Object.assign(globalThis, { ours: new WeakRef(document.documentElement.lastElementChild as Element) })
    })
    expect(await listeners()).toBeGreaterThan(0)
    await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      await Parley['destroy']?.()
    })
    await expect
      .poll(async () => {
        await session.send('HeapProfiler.collectGarbage')
        return page.evaluate(() => (globalThis as unknown as { ours: WeakRef<Element> }).ours.deref() === undefined)
      })
      .toBe(true)
    expect(await listeners()).toBe(0)
    expect(await page.evaluate(() => 'Parley' in globalThis)).toBe(false)
    await context.close()
  })
})
