import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

type Call = (...args: unknown[]) => Promise<unknown>
type Parley = Record<string, Call> & { instance(name: string): Record<string, Call> }
type Scope = { Parley: Parley; seen: string[]; unhandled: string[] }

const WATCH = `
  Object.assign(globalThis, { seen: [], unhandled: [] })
  addEventListener('unhandledrejection', (event) => unhandled.push(String(event.reason)))
  addEventListener('error', (event) => unhandled.push(event.message))`

let shown = ''
const pages = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(shown)
})
beforeAll(() => new Promise<void>((done) => void pages.listen(0, '127.0.0.1', done)))
afterAll(() => {
  pages.closeAllConnections()
  pages.close()
})

/** A page of a foreign origin with these tags and nothing else. */
async function withTags(tags: string, init = '') {
  const person = await newPerson(stage.browser)
  await person.page.addInitScript(`${WATCH}\n${init}`)
  shown = `<!doctype html><html lang="en"><title>Tags</title><main><h1>Tags</h1></main>${tags}</html>`
  await person.page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`)
  return person
}

/** Every method, as the sources of the types name them. */
function methods(): string[] {
  const folder = path.resolve(import.meta.dirname, '../../../../packages/sdk/src/types')
  const text = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n')
  const bodies = [...text.matchAll(/^export type \w+Methods = \{\n(.*?)^\}/gms)].map(([, body = '']) => body)
  return bodies.flatMap((body) => [...body.matchAll(/^ {2}(\w+)[<(]/gm)].map(([, name = '']) => name))
}

describe('the pinned script', () => {
  it('takes its site from the boot that is queued, with the options beside it', async () => {
    const { page, context } = await withTags(
      `<script>Parley = [['boot', { site: 'demo', label: 'Ask us', position: 'left' }]]</script>
       <script async src="${stage.server.url}/parley.js"></script>`,
    )
    await page.getByRole('button', { name: 'Ask us' }).click()
    await widgetPage(page).composer.waitFor()
    const box = await page.getByRole('dialog').boundingBox()
    expect(box?.x).toBeLessThan(100)
    await page.evaluate(() => (globalThis as unknown as Scope).Parley['close']?.())
    await page.getByRole('button', { name: 'Ask us' }).waitFor()
    expect(await page.evaluate(() => (globalThis as unknown as Scope).unhandled)).toEqual([])
    await context.close()
  })

  it('stands beside the tag as one more widget, or is the same, by its name', async () => {
    const { url } = stage.server
    const { page, context } = await withTags(
      `<script src="${url}/s/demo.js"></script><script src="${url}/parley.js" data-site="demo"></script>
       <script src="${url}/parley.js" data-site="demo" data-name="second" data-label="Second"></script>`,
    )
    await page.getByRole('button', { name: 'Second' }).waitFor()
    expect(await page.getByRole('button', { name: 'Open chat' }).count()).toBe(1)
    await page.evaluate(() => (globalThis as unknown as Scope).Parley.instance('second')['open']?.())
    await widgetPage(page).composer.waitFor()
    expect(await page.evaluate(() => (globalThis as unknown as Scope).Parley['isOpen']?.())).toBe(false)
    await page.evaluate(() => (globalThis as unknown as Scope).Parley.instance('second')['destroy']?.())
    expect(await page.getByRole('button', { name: 'Second' }).count()).toBe(0)
    await widgetPage(page).open()
    expect(await page.evaluate(() => (globalThis as unknown as Scope).unhandled)).toEqual([])
    await context.close()
  })
})

describe('every call is legal before the script has come', () => {
  it('with nothing said, and disturbs nobody', async () => {
    // What takes the widget away, or leads elsewhere, is left to other journeys.
    const names = methods().filter((name) => !/^(destroy|popout|hide|mount)$/.test(name))
    expect(names.length).toBeGreaterThan(80)
    const queue = JSON.stringify(names.map((name) => [name]))
    const { page, context } = await withTags(
      `<script>Parley = ${queue}</script><script async src="${stage.server.url}/s/demo.js"></script>`,
    )
    await page
      .getByRole('button', { name: /^(Open|Close) chat$/ })
      .first()
      .waitFor()
    await expect
      .poll(() => page.evaluate(() => (globalThis as unknown as Scope).Parley['getState']?.()))
      .toMatchObject({ visible: true })
    // Some of them end conversations and people: that has to be over.
    await new Promise((done) => setTimeout(done, 3_000))
    await page.evaluate(() => (globalThis as unknown as Scope).Parley['openNew']?.())
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sdk-all-calls.png` })
    const chat = widgetPage(page)
    await chat.write('still here')
    await chat.message('still here').waitFor()
    expect(await page.evaluate(() => (globalThis as unknown as Scope).unhandled)).toEqual([])
    await context.close()
  })
})

describe('a single-page app in a browser without the Navigation API', () => {
  it('is followed by going back and by fragments, with its history as it was', async () => {
    const { page, context } = await withTags(
      `<script async src="${stage.server.url}/s/demo.js"></script>`,
      `Object.defineProperty(globalThis, 'navigation', { value: undefined })
       globalThis.Parley = [['on', 'page', ({ url }) => seen.push(new URL(url).pathname)]]`,
    )
    await page.getByRole('button', { name: 'Open chat' }).waitFor()
    await page.evaluate(() => (globalThis as unknown as Scope).Parley['getState']?.())
    await page.evaluate(() => history.pushState({}, '', '/somewhere'))
    await page.evaluate(() => {
      location.hash = 'part'
    })
    const seen = () => page.evaluate(() => (globalThis as unknown as Scope).seen)
    await expect.poll(seen).toEqual(['/somewhere'])
    await page.evaluate(() => history.go(-2))
    await expect.poll(async () => (await seen()).length).toBe(2)
    expect(await page.evaluate(() => /native code/.test(String(history.pushState)))).toBe(true)
    await context.close()
  })
})
