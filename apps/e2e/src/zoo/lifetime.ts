import { chromium } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { LAUNCH } from '../harness/browser.ts'
import type { Animal } from './animal.ts'
import { talk, type Visit, visit, widgetOn, type Zoo } from './story.ts'

/** Notes whether the page came back from the back-forward cache. */
const RETURNS = `addEventListener('pageshow', (event) => { if (event.persisted) document.title = 'back' })`

/** Counts what wakes a page up: timers that are not over, and calls that would come with the next picture or pause. */
const TIMERS = `
  window.waiting = new Map()
  for (const [start, end] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval'], ['requestAnimationFrame', 'cancelAnimationFrame'],
    ['requestIdleCallback', 'cancelIdleCallback']]) {
    const begin = window[start], stop = window[end]
    window[start] = (run, ...rest) => {
      const id = begin((...args) => { if (start !== 'setInterval') waiting.delete(start + id); run(...args) }, ...rest)
      waiting.set(start + id, String(run))
      return id
    }
    window[end] = (id) => { waiting.delete(start + id); stop(id) }
  }`

/** Stops everything of a page, as a phone does it to tabs in the background. Returns what thaws it. */
async function freeze({ page, context }: Visit): Promise<() => Promise<void>> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('Debugger.enable')
  await devtools.send('Debugger.pause')
  return async () => {
    await devtools.send('Debugger.disable')
    await devtools.detach()
  }
}

const plain = (name: string, runs = ''): Animal => ({ name, runs })

export function lifetime(zoo: Zoo): void {
  describe('N48 a page that goes and comes', () => away(zoo))
  describe('N48 a page that is looked at otherwise', () => otherwise(zoo))
}

function away(zoo: Zoo): void {
  it('SYNC-67 comes back from the back-forward cache with what was said meanwhile, once', async () => {
    const browser = await chromium.launch({ ...LAUNCH, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
    const seen = await visit({ ...zoo, browser }, plain('that is kept', RETURNS))
    const { launcher, message } = widgetOn(seen.at)
    await launcher.click()
    await talk(seen, 'I will be back')
    await seen.page.goto(zoo.cages.url({ name: 'that is another', html: () => '<title>Another</title>' }))
    zoo.keeper.say('said while you were away')
    await seen.page.goBack({ waitUntil: 'commit' })
    await seen.page.waitForFunction(() => document.title === 'back')
    await message('said while you were away').waitFor()
    expect(await message('said while you were away').count()).toBe(1)
    await talk(seen, 'and I am')
    expect(await message('I will be back').count()).toBe(1)
    await browser.close()
  })

  it('SYNC-65 shows what was said while the tab was frozen, once', async () => {
    const seen = await visit(zoo, plain('that is frozen'))
    const { launcher, message } = widgetOn(seen.at)
    await launcher.click()
    await talk(seen, 'it is getting cold')
    const thaw = await freeze(seen)
    zoo.keeper.say('said while you were frozen')
    await thaw()
    await message('said while you were frozen').waitFor()
    expect(await message('said while you were frozen').count()).toBe(1)
    await talk(seen, 'warm again')
    await seen.context.close()
  })
}

function otherwise(zoo: Zoo): void {
  it('is not printed, closed or open', async () => {
    const seen = await visit(zoo, plain('that is printed'))
    const { launcher, composer } = widgetOn(seen.at)
    await launcher.waitFor()
    await seen.page.emulateMedia({ media: 'print' })
    await launcher.waitFor({ state: 'hidden' })
    await seen.page.emulateMedia({ media: 'screen' })
    await launcher.click()
    await composer.waitFor()
    await seen.page.emulateMedia({ media: 'print' })
    await composer.waitFor({ state: 'hidden' })
    await seen.context.close()
  })

  it('is whole at a zoom of 200 %', async () => {
    const seen = await visit(zoo, plain('that is zoomed'), {
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
    })
    const { launcher, composer, closer } = widgetOn(seen.at)
    await launcher.click()
    await talk(seen, 'can you read me')
    const box = await composer.boundingBox()
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 640 && box.y + box.height <= 400).toBe(true)
    await closer.click()
    await launcher.waitFor()
    await seen.context.close()
  })

  it('chats under two fingers', async () => {
    const seen = await visit(zoo, plain('that is pinched'), {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    })
    const devtools = await seen.context.newCDPSession(seen.page)
    await devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 })
    const { launcher } = widgetOn(seen.at)
    await launcher.evaluate((button: HTMLElement) => button.click())
    await talk(seen, 'very large in here')
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  it('loads the tag and nothing else, and leaves nothing running, until somebody reaches for it', async () => {
    const seen = await visit(zoo, plain('that is idle', TIMERS))
    const asked: string[] = []
    seen.page.on('request', (request) => asked.push(request.url()))
    const devtools = await seen.context.newCDPSession(seen.page)
    const features = [{ name: 'prefers-reduced-data', value: 'reduce' }]
    await devtools.send('Emulation.setEmulatedMedia', { features })
    await seen.page.reload()
    await widgetOn(seen.at).launcher.waitFor()
    await seen.page.waitForFunction(
      () => (globalThis as unknown as { waiting: Map<string, string> }).waiting.size === 0,
    )
    const waits = () => [...(globalThis as unknown as { waiting: Map<string, string> }).waiting.values()]
    expect(await seen.at.evaluate(waits)).toEqual([])
    expect(asked.filter((url) => url.startsWith(zoo.server.url) && !url.endsWith('/s/demo.js'))).toEqual([])
    await seen.context.close()
  })
}
