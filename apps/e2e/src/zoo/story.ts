import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import type { RunningServer } from '../harness/server.ts'
import type { Animal } from './animal.ts'
import type { Cages } from './cages.ts'
import { answerTo, type Keeper } from './keeper.ts'
import { differences, LOOKED_AT, type Look, readLook } from './look.ts'
import { installWatch } from './watch.ts'

export type Zoo = {
  server: RunningServer
  browser: Browser
  cages: Cages
  keeper: Keeper
  /** What the widget looks like on a page that does nothing to it. */
  model: { closed: Look; open: Look }
}

export type Visit = {
  page: Page
  /** Where the widget is: the page, or a frame of it. */
  at: Frame
  context: BrowserContext
  /** Everything that the developer's tools would show in red or yellow, and every exception. */
  troubles: string[]
}

type Options = Parameters<Browser['newContext']>[0]

/** A server with much to do asks to come again; the chat does, and says nothing, but the browser does. */
const BUSY = /Unexpected response code: 503/

/** Goes to an animal's page in a browser profile of its own. */
export async function visit(zoo: Zoo, animal: Animal, options: Options & { site?: 'stranger' } = {}): Promise<Visit> {
  const { site, ...more } = options
  const context = await zoo.browser.newContext({
    locale: 'en-GB',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...more,
  })
  const troubles: string[] = []
  context.on('weberror', (error) => troubles.push(String(error.error())))
  context.on('console', (message) => {
    const text = message.text()
    if (/error|warning/.test(message.type()) && !BUSY.test(text) && !animal.told?.test(text)) troubles.push(text)
  })
  context.setDefaultTimeout(8_000)
  await context.addInitScript(installWatch)
  const page = await context.newPage()
  await page.goto(zoo.cages.url(animal, site))
  return { page, at: page.mainFrame(), context, troubles }
}

export function widgetOn(at: Frame) {
  const thread = at.getByRole('log', { name: 'Messages' })
  const composer = at.getByRole('textbox', { name: 'Message', exact: true })
  return {
    launcher: at.getByRole('button', { name: 'Open chat' }),
    closer: at.getByRole('button', { name: 'Close chat' }).first(),
    thread,
    composer,
    message: (words: string) => thread.getByText(words, { exact: true }),
    async write(words: string): Promise<void> {
      await composer.fill(words)
      await composer.press('Enter')
    },
  }
}

export const lookOf = (at: Frame): Promise<Look> => at.evaluate(readLook, LOOKED_AT)

/** The look, once nothing moves any more. */
export async function atRest(at: Frame): Promise<Look> {
  let last = await lookOf(at)
  await eventually('the widget to come to rest', async () => {
    const before = last
    last = await lookOf(at)
    return differences(last, before).length === 0
  })
  return last
}

type Page0 = { history: number; scroll: number[]; focused: string; title: string; clicks: number }
const pageOf = (at: Frame): Promise<Page0> =>
  at.evaluate(() => ({
    history: history.length,
    scroll: [scrollX, scrollY],
    focused: document.activeElement?.id ?? '',
    title: document.title,
    clicks: watch.seen.clicks,
  }))

/** Says something and reads the answer. */
export async function talk({ at }: Pick<Visit, 'at'>, words: string): Promise<void> {
  const widget = widgetOn(at)
  await widget.write(words)
  await widget.message(answerTo(words)).waitFor()
}

/** A visitor opens the chat, says something, reads the answer and closes it; the page is no different afterwards. */
export async function tellStory(zoo: Zoo, seen: Visit): Promise<void> {
  const { at } = seen
  const { launcher, composer, closer } = widgetOn(at)
  await launcher.waitFor()
  const before = await pageOf(at)
  await looksLike(at, zoo.model.closed)
  expect(await at.evaluate(() => watch.seen.shifts)).toEqual([])
  await launcher.click()
  await talk(seen, 'who is there')
  await looksLike(at, zoo.model.open)
  await closer.click()
  await composer.waitFor({ state: 'hidden' })
  expect(await launcher.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true)
  await unharmed(seen, before)
}

/** Once what moves has come to rest. */
async function looksLike(at: Frame, model: Look): Promise<void> {
  await expect.poll(async () => differences(await lookOf(at), model)).toEqual([])
}

async function unharmed({ at }: Visit, before: Page0): Promise<void> {
  await at.evaluate(() => document.getElementById('basket')?.click())
  expect(await at.evaluate(() => watch.changed())).toEqual([])
  expect(await pageOf(at)).toEqual({ ...before, focused: '', clicks: before.clicks + 3 })
}

/** All of it; a failure is told with what the developer's tools showed. */
export async function tell(zoo: Zoo, animal: Animal): Promise<void> {
  const seen = await visit(zoo, animal)
  try {
    await tellStory(zoo, seen)
    expect(seen.troubles).toEqual([])
  } catch (error) {
    throw seen.troubles.length > 0 ? new Error(seen.troubles.join('\n'), { cause: error }) : error
  } finally {
    await seen.context.close()
  }
}
