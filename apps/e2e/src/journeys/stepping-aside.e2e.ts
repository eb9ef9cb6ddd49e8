import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** Adds a button of the page's own, fixed where the launcher usually stands. */
const addFixed = (page: Page, name: string) =>
  page.evaluate((className) => {
    const button = document.createElement('button')
    button.className = className
    button.textContent = className
    Object.assign(button.style, { position: 'fixed', right: '16px', bottom: '16px', width: '56px', height: '56px' })
    document.body.append(button)
  }, name)

const bottomOf = async (page: Page) => {
  const box = await widgetPage(page).launcher.boundingBox()
  return box && (page.viewportSize()?.height ?? 0) - box.y - box.height
}
const setLauncher = (change: object) =>
  setOptions(stage.server, ({ launcher }) => ({ launcher: { ...launcher, ...change } }))

describe('the launcher on a page with fixed things of its own', () => {
  it('W26 stands above a go-to-top button while it is there, gives way to a menu, and is opened by a link', async () => {
    await setLauncher({ avoid: '.to-top', hideOn: '.menu', opener: '.ask' })
    const { page, context, troubles } = await newPerson(stage.browser)
    await page.goto(stage.host.url('strict'))
    const chat = widgetPage(page)
    await chat.launcher.waitFor()
    expect(await bottomOf(page)).toBe(20)
    await addFixed(page, 'to-top')
    await expect.poll(() => bottomOf(page)).toBe(16 + 56 + 12)
    await page.evaluate(() => document.querySelector('.to-top')?.remove())
    await expect.poll(() => bottomOf(page)).toBe(20)

    await addFixed(page, 'menu')
    await chat.launcher.waitFor({ state: 'hidden' })
    await page.evaluate(() => document.querySelector('.menu')?.remove())
    await chat.launcher.waitFor()

    await addFixed(page, 'ask')
    await page.locator('.ask').press('Enter')
    await chat.composer.waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })

  it('W26 finds by itself what it would lie on, and leaves nothing when it is destroyed', async () => {
    await setLauncher({ avoid: '', hideOn: '', opener: '.ask', avoidAny: true })
    const { page, context } = await newPerson(stage.browser)
    await page.goto(stage.host.url())
    await widgetPage(page).launcher.waitFor()
    await addFixed(page, 'anything')
    await expect.poll(() => bottomOf(page)).toBe(16 + 56 + 12)
    await page.evaluate(() => (globalThis as unknown as { Parley: { destroy(): Promise<void> } }).Parley.destroy())
    await addFixed(page, 'ask')
    await page.locator('.ask').click()
    expect(await page.evaluate(() => document.documentElement.querySelectorAll(':scope > div').length)).toBe(0)
    await context.close()
  })
})
