import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { type Heap, heapReader, leftEachTime } from '../harness/heap.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

type Scope = { Parley: Record<string, (...args: unknown[]) => Promise<unknown>> }

/** Everything that leaves traces: listeners, hooks, files of lazy parts, a socket, timers, sheets. */
async function useAll(page: Page, words: string): Promise<void> {
  const chat = widgetPage(page)
  await chat.launcher.waitFor()
  await page.evaluate(async () => {
    const { Parley } = globalThis as unknown as Scope
    void Parley['on']?.('unread', () => undefined)
    await Parley['before']?.('message:send', () => undefined)
    await Parley['setTheme']?.({ colors: { brand: '#aa3300' }, radius: 4 })
  })
  await chat.open()
  await chat.write(words)
  await chat.thread.getByText('Sent').first().waitFor()
  await page.evaluate(async () => {
    const { Parley } = globalThis as unknown as Scope
    await Parley['showMessage']?.({ type: 'picker', text: 'Which one?', choices: [{ value: 'a', label: 'This' }] })
    await Parley['getState']?.()
  })
  await page.getByRole('button', { name: 'Conversation menu' }).click()
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  await page.evaluate(async () => {
    await (globalThis as unknown as Scope).Parley['destroy']?.()
  })
  expect(await page.evaluate(() => 'Parley' in globalThis)).toBe(false)
}

/** What a widget is made of in a browser. */
const OURS =
  /^(object|native) (<.*>|HTML\w+|SVG\w+|Text|ShadowRoot|CSSStyleSheet|WebSocket|BroadcastChannel|Message(Port|Channel)|Abort\w+|IDB\w+|\w+Observer|Promise|Event|CustomEvent)$/

/** What the tests themselves held of the page they let go by and by: a leak is still there at the last look. */
async function atRest(read: () => Promise<Heap>): Promise<Heap> {
  let heap = await read()
  for (let look = 1; look < 5 && heap.detached.length > 0; look++) heap = await read()
  return heap
}

const again = (page: Page, src: string) =>
  page.evaluate((address) => {
    const tag = document.createElement('script')
    tag.src = address
    tag.onload = () => tag.remove()
    document.head.append(tag)
  }, src)

describe('destroy()', () => {
  it('R33 leaves nothing in the heap: no node of ours, no socket, and no more the second time', async () => {
    const { page, context } = await newPerson(stage.browser)
    const read = await heapReader(await context.newCDPSession(page))
    await page.goto(stage.host.url())
    const tag = `${stage.server.url}/s/demo.js`
    await useAll(page, 'the first time')
    await again(page, tag)
    await useAll(page, 'the second time')
    const before = await atRest(read)
    await again(page, tag)
    await useAll(page, 'the third time')
    const between = await atRest(read)
    await again(page, tag)
    await useAll(page, 'the fourth time')
    const after = await atRest(read)
    expect(before.detached).toEqual([])
    expect(after.detached).toEqual([])
    const { host } = new URL(tag)
    expect([...after.functions.keys()].filter((address) => address.includes(host))).not.toEqual([])
    // A part that comes for the first time stays with the page, as its address does; what we leave, we leave each time.
    const looks = [before, between, after]
    expect(
      leftEachTime(
        looks.map(({ functions }) => functions),
        new RegExp(`//${host}/`),
      ),
    ).toEqual([])
    expect(
      leftEachTime(
        looks.map(({ counts }) => counts),
        OURS,
      ),
    ).toEqual([])

    // What somebody holds is found: the page keeps an element of ours.
    await again(page, tag)
    await widgetPage(page).launcher.waitFor()
    await page.evaluate(() => {
      Object.assign(globalThis, { kept: [...document.querySelectorAll('*')].find(({ shadowRoot }) => shadowRoot) })
    })
    await useAll(page, 'the fifth time')
    expect((await read()).detached).not.toEqual([])
    await context.close()
  })
})
