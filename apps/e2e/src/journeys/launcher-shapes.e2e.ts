import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'

const stage = useStage()
const shots = process.env['SHOTS']
const shoot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/${name}.png` })))
const shape = (change: object) =>
  setOptions(stage.server, ({ launcher }) => ({ launcher: { ...launcher, label: { en: 'Ask us' }, ...change } }))

async function arrive(device: Device = 'desktop', theme: 'light' | 'dark' = 'light') {
  const person = await newPerson(stage.browser, { device, theme })
  await person.page.goto(stage.host.url('strict'))
  const { width, height } = person.page.viewportSize() ?? { width: 0, height: 0 }
  return { ...person, width, height, panel: person.page.getByRole('dialog') }
}
/** Where it stands, once nothing moves. */
async function boxOf(page: Page, locator: Locator) {
  await locator.waitFor()
  await page.waitForTimeout(400)
  return (await locator.boundingBox()) ?? { x: -1, y: -1, width: -1, height: -1 }
}

describe('2 the launcher as a tab', () => {
  it.each<[Device, 'light' | 'dark']>([
    ['desktop', 'light'],
    ['phone', 'dark'],
  ])('stands at the edge halfway up, and opens the chat in its corner (%s)', async (device, theme) => {
    await shape({ shape: 'tab' })
    const { page, width, height, context, troubles } = await arrive(device, theme)
    const tab = page.getByRole('button', { name: 'Ask us' })
    const box = await boxOf(page, tab)
    expect(Math.round(box.x + box.width)).toBe(width)
    expect(Math.abs(box.y + box.height / 2 - height / 2)).toBeLessThan(2)
    expect(box.height).toBeGreaterThan(box.width)
    expect(box.width).toBeGreaterThanOrEqual(44)
    await shoot(page, `tab-${device}-${theme}`)
    expect(await axeFindings(page)).toEqual([])
    await tab.click()
    await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
    if (device === 'desktop') {
      const round = await boxOf(page, page.getByRole('button', { name: 'Close chat' }).last())
      expect([Math.round(round.width), Math.round(height - round.y - round.height)]).toEqual([60, 20])
    }
    await shoot(page, `tab-open-${device}-${theme}`)
    await page.getByRole('button', { name: 'Close chat' }).first().click()
    expect(await boxOf(page, tab)).toEqual(box)
    expect(troubles).toEqual([])
    await context.close()
  })

  it('stands at the other edge where the page or the site says so, and is one by the page’s word too', async () => {
    await shape({ shape: 'bubble' })
    const { page, context } = await arrive()
    const launcher = page.getByRole('button', { name: 'Ask us' })
    await launcher.waitFor()
    await page.evaluate("document.documentElement.dir = 'rtl'")
    await page.evaluate("Parley.boot({ launcher: 'tab', position: 'left' })")
    const box = await boxOf(page, launcher)
    expect(box.x).toBe(0)
    expect(box.height).toBeGreaterThan(box.width)
    await shoot(page, 'tab-left-rtl')
    await context.close()
  })
})

describe('2 a launcher that is not there', () => {
  it('leaves no room below the panel', async () => {
    await shape({ shape: 'none' })
    const { page, panel, height, context } = await arrive()
    await page.waitForFunction('Parley.version')
    await page.evaluate('Parley.open()')
    const box = await boxOf(page, panel)
    expect(Math.round(height - box.y - box.height)).toBe(20)
    await shoot(page, 'none-open')
    await context.close()
    await shape({ shape: 'bubble' })
    const other = await arrive()
    await other.page.getByRole('button', { name: 'Ask us' }).click()
    const usual = await boxOf(other.page, other.panel)
    expect(Math.round(height - usual.y - usual.height)).toBe(94)
    await other.context.close()
  })
})
