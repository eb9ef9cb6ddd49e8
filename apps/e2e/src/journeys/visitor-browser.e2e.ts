import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { LAUNCH, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** Kills a browser as a crash would: no page gets to say goodbye. */
async function crash(context: BrowserContext, profile: string): Promise<void> {
  const { execFileSync } = await import('node:child_process')
  const list = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
  const gone = new Promise((resolve) => context.once('close', resolve))
  for (const line of list.split('\n'))
    if (line.includes(`--user-data-dir=${profile}`) && !line.includes('--type='))
      process.kill(Number.parseInt(line, 10), 'SIGKILL')
  await gone
}

/** What the browser's database holds, as text: what people see is a moment ahead of it. */
const storedIn = (page: Page) =>
  page.evaluate(async () => {
    const done = (request: IDBRequest) => new Promise((resolve) => request.addEventListener('success', resolve))
    let text = ''
    for (const { name = '' } of await indexedDB.databases()) {
      const opening = indexedDB.open(name)
      await done(opening)
      const reading = opening.result.transaction('entries').objectStore('entries').getAll()
      await done(reading)
      text += JSON.stringify(reading.result)
      opening.result.close()
    }
    return text
  })

describe("a visitor's browser that crashes", () => {
  it('R19 keeps what was written offline through a crash, and sends it once, in order', async () => {
    const profile = await mkdtemp(path.join(tmpdir(), 'parley-profile-'))
    const first = await chromium.launchPersistentContext(profile, LAUNCH)
    const page = first.pages()[0] ?? (await first.newPage())
    const chat = widgetPage(page)
    await page.goto(stage.host.url())
    await chat.open()
    await chat.write('stored before')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    await first.setOffline(true)
    const written = [1, 2, 3, 4, 5].map((n) => `offline ${n}`)
    for (const text of written) await chat.write(text)
    await chat.message('offline 5').waitFor()
    await eventually('all of it to be stored', async () => {
      const stored = await storedIn(page)
      return written.every((text) => stored.includes(text))
    })
    await crash(first, profile)

    const second = await chromium.launchPersistentContext(profile, LAUNCH)
    const again = second.pages()[0] ?? (await second.newPage())
    const reopened = widgetPage(again)
    await again.goto(stage.host.url())
    await reopened.open()
    await reopened.message('offline 5').waitFor()
    await eventually('all of it to be stored', async () => (await again.getByText('Sending').count()) === 0, {
      withinMs: 20_000,
    })
    const texts = (await reopened.thread.allInnerTexts()).join('\n').match(/offline \d/g)
    expect(texts).toEqual(written)
    await second.close()
    await rm(profile, { recursive: true, force: true })
  })
})

/** What the thread shows of `pattern`, from `first` on. */
async function heard(tab: ReturnType<typeof widgetPage>, first: string, pattern: RegExp) {
  await eventually(`"${first}" above the newest`, async () => {
    if ((await tab.message(first).count()) > 0) return true
    // A page that comes by itself while one scrolls up may take the button away.
    await tab.earlier.click({ timeout: 1_000 }).catch(() => undefined)
    return false
  })
  return (await tab.thread.allInnerTexts()).join('\n').match(pattern)
}

/**
 * Frozen as a phone does it to tabs in the background: no line of its code runs until it is thawed. `Page.setWebLifecycleState`
 * would do nothing here, since automated tabs all count as looked at.
 */
async function freeze(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Debugger.enable')
  await devtools.send('Debugger.pause')
  return async () => {
    await devtools.send('Debugger.disable')
    await devtools.detach()
  }
}

/** Takes the network from one tab alone. */
async function cutOff(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', { ...conditions, offline: true })
  return async () => {
    await devtools.send('Network.emulateNetworkConditions', { ...conditions, offline: false })
    await devtools.detach()
  }
}

const linesOf = async (tab: ReturnType<typeof widgetPage>) =>
  (await tab.thread.allInnerTexts()).join('\n').match(/tab \d\./g) ?? []

const RELOADS = 100

describe("a visitor's browser", () => {
  it('R19 sends each message once, in order, over a hundred reloads while sending', { timeout: 180_000 }, async () => {
    const { context, page } = await newPerson(stage.browser)
    const chat = widgetPage(page)
    await page.goto(stage.host.url())
    for (let i = 1; i <= RELOADS; i++) {
      await chat.open()
      await chat.write(`said ${i}.`)
      await chat.message(`said ${i}.`).waitFor()
      await page.reload({ waitUntil: 'commit' })
    }
    await chat.open()
    await eventually('all of it to be stored', async () => (await page.getByText('Sending').count()) === 0, {
      withinMs: 60_000,
    })
    const said = Array.from({ length: RELOADS }, (_, i) => `said ${i + 1}.`)
    expect(await heard(chat, 'said 1.', /said \d+\./g)).toEqual(said)
    await context.close()
  })

  it('R21 chats where every storage throws, says so once, and lets the host page see no exception', async () => {
    const { page, context, troubles } = await newPerson(stage.browser)
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(globalThis, name, { get: refuse })
    })
    await page.goto(stage.host.url())
    const chat = widgetPage(page)
    await chat.open()
    await chat.write('without any storage')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })
})

describe("a visitor's tabs", () => {
  it('R20 shows the same list in five tabs, each bubble once', async () => {
    const { context, page } = await newPerson(stage.browser)
    const pages = [page, ...(await Promise.all([1, 2, 3, 4].map(() => context.newPage())))]
    const tabs = pages.map(widgetPage)
    for (const [i, tab] of tabs.entries()) {
      await pages[i]?.goto(stage.host.url())
      await tab.open()
      await tab.write(`from tab ${i}`)
      await tab.thread
        .getByText(/^Sent$|^Delivered$/)
        .first()
        .waitFor()
    }
    for (const tab of tabs) {
      await tab.message('from tab 4').waitFor()
      const texts = (await tab.thread.allInnerTexts()).join('\n').match(/from tab \d/g)
      expect(texts).toEqual([0, 1, 2, 3, 4].map((n) => `from tab ${n}`))
    }
    await context.close()
  })

  it('R20 shows the same list in all tabs after one was frozen and another offline', async () => {
    const { context, page } = await newPerson(stage.browser)
    const pages = [page, await context.newPage(), await context.newPage()] as const
    const [talker, frozen, offline] = pages
    const tabs = pages.map(widgetPage)
    const [atTalker, atFrozen, atOffline] = pages.map(widgetPage)
    if (!atTalker || !atFrozen || !atOffline) throw new Error('no tabs')
    for (const [i, tab] of tabs.entries()) {
      await pages[i]?.goto(stage.host.url())
      await tab.open()
      await tab.write(`tab ${i}.`)
      await tab.message(`tab ${i}.`).waitFor()
    }
    await atFrozen.message('tab 2.').waitFor()
    await atFrozen.write('tab 3.')
    await eventually('it to be stored', async () => (await frozen.getByText('Sending').count()) === 0)
    const thaw = await freeze(frozen)
    const goOnline = await cutOff(offline)
    await atOffline.write('tab 4.')
    await atOffline.message('tab 4.').waitFor()
    await talker.bringToFront()
    for (const n of [5, 6, 7]) await atTalker.write(`tab ${n}.`)
    await atTalker.message('tab 7.').waitFor()
    await eventually('all of it to be stored', async () => (await talker.getByText('Sending').count()) === 0, {
      withinMs: 40_000,
    })
    await goOnline()
    await thaw()

    for (const tab of tabs) await tab.message('tab 7.').waitFor()
    await eventually(
      'one list in all tabs, all of it stored',
      async () => {
        const lists = await Promise.all(tabs.map(linesOf))
        const [first] = lists
        return first?.length === 8 && lists.every((list) => list.join() === first.join())
      },
      { withinMs: 45_000, onFailure: () => 'lists differ' },
    )
    for (const tab of tabs)
      expect([...(await linesOf(tab))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => `tab ${n}.`))
    await context.close()
  })
})
