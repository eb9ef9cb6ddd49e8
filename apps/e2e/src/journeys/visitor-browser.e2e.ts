import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
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

describe("a visitor's browser", () => {
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
