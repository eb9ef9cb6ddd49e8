import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

type Scope = {
  Parley: { popout(): Promise<void>; on(name: string, fn: (data: unknown) => void): void }
  seen: unknown[]
}

/** Presses the menu's entry; the window that comes up. */
async function popOut(page: Page): Promise<Page> {
  const coming = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Conversation menu' }).click()
  await page.getByRole('menuitem', { name: 'Open in its own window' }).click()
  const win = await coming
  await win.waitForLoadState()
  return win
}

describe('the chat in a window of its own', () => {
  it.each(['none', 'strict'] as const)(
    '28 on a page with policy %s goes over with its visitor, and comes back with what was said there',
    async (policy) => {
      const { page, context, troubles } = await newPerson(stage.browser)
      await page.addInitScript('globalThis.seen = []')
      await page.goto(stage.host.url(policy))
      const chat = widgetPage(page)
      await page.evaluate(() => {
        const { Parley, seen } = globalThis as unknown as Scope
        Parley.on('popout', (data) => seen.push(data))
      })
      await chat.open()
      await chat.write(`said on the page ${policy}`)
      await chat.thread.getByText('Sent').first().waitFor()
      await chat.composer.fill('half a sentence')

      const win = await popOut(page)
      const there = widgetPage(win)
      await there.message(`said on the page ${policy}`).waitFor()
      expect(await there.composer.inputValue()).toBe('half a sentence')
      expect(await axeFindings(win)).toEqual([])

      // Nothing that proves who he is stands in the address, and nothing of him stays in that origin's storage.
      const kept = await win.evaluate(async () => [
        { ...localStorage, ...sessionStorage },
        (await indexedDB.databases()).map(({ name }) => name),
      ])
      expect(JSON.stringify(kept)).not.toMatch(/wsp_|parley:demo"/)
      expect(win.url()).toMatch(/\/chat\/demo\/window\?from=[\w%.:-]+#\d+$/)

      await there.write(`said in the window ${policy}`)
      await there.thread.getByText('Sent').first().waitFor()
      await chat.launcher.click()
      await page.getByText('The chat is open in a window of its own.').waitFor()
      expect(await chat.composer.count()).toBe(0)
      expect(await axeFindings(page)).toEqual([])
      if (process.env.SHOTS) {
        await win.screenshot({ path: `${process.env.SHOTS}/window-of-its-own.png` })
        await page.screenshot({ path: `${process.env.SHOTS}/window-away.png` })
      }
      const closed = win.waitForEvent('close')
      await page.getByRole('button', { name: 'Bring it back' }).click()
      await closed
      await chat.message(`said in the window ${policy}`).waitFor()
      expect(await page.evaluate(() => (globalThis as unknown as Scope).seen)).toEqual([
        { open: true },
        { open: false },
      ])

      const owner = await newPerson(stage.browser)
      const inbox = inboxPage(owner.page, stage.server.url)
      await inbox.signIn(OWNER)
      await inbox.openRow(`said in the window ${policy}`)
      await owner.page.getByText(`said on the page ${policy}`, { exact: true }).first().waitFor()
      expect(troubles).toEqual([])
      await owner.context.close()
      await context.close()
    },
  )
})

describe('the window of its own, slow to be answered', () => {
  it('28 is answered though it was there before what answers it', async () => {
    const { page, context } = await newPerson(stage.browser)
    await page.goto(stage.host.url())
    const chat = widgetPage(page)
    await chat.open()
    await chat.write('said before the window')
    await chat.thread.getByText('Sent').first().waitFor()
    await page.getByRole('button', { name: 'Conversation menu' }).click()
    await page.getByRole('menuitem', { name: 'Open in its own window' }).waitFor()
    await page.keyboard.press('Escape')
    // The way from page to page is short; a part of ours may take long.
    const until = new Promise<void>((release) => {
      context.on('page', (win) => void win.waitForLoadState().then(() => setTimeout(release, 500)))
    })
    await page.route('**/popout-*.js', async (route) => {
      await until
      await route.continue()
    })
    const win = await popOut(page)
    await widgetPage(win).message('said before the window').waitFor()
    await context.close()
  })
})

describe('the window of its own', () => {
  it('28 begins in the window for somebody who has said nothing yet, and survives its reload', async () => {
    const { page, context } = await newPerson(stage.browser)
    await page.goto(stage.host.url())
    await page.getByRole('button', { name: 'Open chat' }).waitFor()
    const coming = context.waitForEvent('page')
    await page.evaluate(() => {
      const button = document.querySelector('main button') as HTMLButtonElement
      button.onclick = () => void (globalThis as unknown as Scope).Parley.popout()
    })
    await page.getByRole('button', { name: 'Add to basket' }).click()
    const win = await coming
    const there = widgetPage(win)
    await there.composer.waitFor()
    await there.write('begun in the window')
    await there.thread.getByText('Sent').first().waitFor()
    await win.reload()
    await there.message('begun in the window').waitFor()
    await win.close()
    await expect
      .poll(() => page.getByText('The chat is open in a window of its own.').count(), { timeout: 4_000 })
      .toBe(0)
    const chat = widgetPage(page)
    await chat.open()
    await chat.message('begun in the window').waitFor({ timeout: 10_000 })
    await context.close()
  })

  it('says so where the browser stops the window', async () => {
    const { page, context } = await newPerson(stage.browser)
    await page.addInitScript('globalThis.open = () => null')
    await page.goto(stage.host.url())
    const chat = widgetPage(page)
    await chat.open()
    await chat.write('no windows here')
    await page.getByRole('button', { name: 'Conversation menu' }).click()
    await page.getByRole('menuitem', { name: 'Open in its own window' }).click()
    await page.getByRole('heading', { name: 'Your browser stopped the window' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
    await chat.composer.waitFor()
    const code = await page.evaluate(() =>
      (globalThis as unknown as Scope).Parley.popout().catch(({ code }: { code: string }) => code),
    )
    expect(code).toBe('popup_blocked')
    await context.close()
  })

  it('S9 lends nothing to a window that is not ours, and takes nothing from a page that the site does not know', async () => {
    const { page, context } = await newPerson(stage.browser)
    const address = `${stage.server.url}/chat/demo/window?from=https://evil.example#1`
    const html = await (await fetch(address)).text()
    expect(html).not.toContain('data-from')
    // The page's own window answers to nobody but the window that it opened.
    await page.goto(stage.host.url())
    await page.evaluate(() => postMessage({ parley: '1' }, '*'))
    await page.goto(address)
    await widgetPage(page).composer.waitFor()
    await context.close()
  })
})
