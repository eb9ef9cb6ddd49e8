import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { agentClient } from '../harness/node-client.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const ICON =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="16" height="16"/></svg>'

/** Tells the page that its tab is looked at, or not. */
const look = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

/** Counts the notes that a tab plays. */
function countNotes(): void {
  const { createOscillator } = AudioContext.prototype
  AudioContext.prototype.createOscillator = function counted() {
    document.documentElement.dataset['notes'] = String(Number(document.documentElement.dataset['notes'] ?? 0) + 1)
    return createOscillator.call(this)
  }
}
const notes = (page: Page) => page.evaluate(() => Number(document.documentElement.dataset['notes'] ?? 0))
const head = (page: Page) => page.evaluate(() => document.head.innerHTML)

describe('a visitor who looks elsewhere', () => {
  const stage = useStage()

  it.each<Device>(['desktop', 'phone'])(
    'is called back by a bubble, one sound over all tabs, title and icon, and finds his page as it was (%s)',
    async (device) => {
      const mark = `${device} ${Date.now()}`
      const { page, context, troubles } = await newPerson(stage.browser, { device })
      await context.addInitScript(countNotes)
      await page.goto(stage.host.url())
      await page.evaluate((href) => {
        const link = Object.assign(document.createElement('link'), { rel: 'icon', href })
        document.head.append(link)
      }, ICON)
      const before = await head(page)
      const chat = widgetPage(page)
      await chat.open()
      await chat.write(`${mark} asks`)
      await chat.closer.click()

      const agent = await agentClient(stage.server)
      agent.start()
      const found = async () => {
        const { rows } = await agent.call('listConversations', { query: { view: 'all', limit: '10' } })
        return rows.find(({ last }) => JSON.stringify(last).includes(mark))
      }
      await eventually('the conversation', async () => (await found()) !== undefined)
      const row = await found()
      if (!row) throw new Error('no conversation')
      const handle = agent.open(row.id)
      const say = (text: string) => handle.send('msg.new', { v: 1, type: 'text', text })

      const second = await context.newPage()
      await second.goto(stage.host.url())
      await second.locator('h1').click()
      await second.waitForTimeout(1_500)

      say(`${mark} first`)
      const bubble = page.getByRole('region', { name: /^Message from / })
      await bubble.getByText(`${mark} first`).waitFor()
      expect((await axeFindings(page)).filter((one) => one.includes('bubble'))).toEqual([])
      await eventually('one sound', async () => (await notes(page)) + (await notes(second)) === 2)
      await bubble.getByRole('button', { name: 'Dismiss message' }).click()
      await bubble.waitFor({ state: 'hidden' })

      await look(page, 'hidden')
      say(`${mark} second`)
      await eventually('the title', async () => (await page.title()) === '(2) A plain page')
      await eventually('the dot', async () => (await head(page)).includes('data:image/png'))
      await look(page, 'visible')
      expect(await head(page)).toBe(before)
      await bubble.getByRole('button', { name: `${mark} second` }).click()
      await chat.message(`${mark} second`).waitFor()
      await bubble.waitFor({ state: 'hidden' })

      await page.waitForTimeout(400)
      expect((await notes(page)) + (await notes(second))).toBe(4)
      await page.getByRole('button', { name: 'Conversation menu' }).click()
      await page.getByRole('menuitemcheckbox', { name: 'Sound for new messages', checked: true }).click()
      await chat.closer.click()
      say(`${mark} third`)
      await bubble.getByText(`${mark} third`).waitFor()
      await page.waitForTimeout(400)
      expect(await notes(page)).toBeLessThanOrEqual(4)
      expect(troubles).toEqual([])
      agent.destroy()
      await context.close()
    },
    120_000,
  )
})
