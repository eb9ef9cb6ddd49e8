import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions, siteId } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const stage = useStage()
const shots = process.env['SHOTS']
const shoot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })))

async function settings(device: Device = 'desktop', theme: 'light' | 'dark' = 'light') {
  const person = await newPerson(stage.browser, { device, theme })
  await inboxPage(person.page, stage.server.url).signIn(OWNER)
  await person.page.goto(`${stage.server.url}/inbox/settings/sites/${await siteId(stage.server)}/proactive`)
  return person
}

describe('37 the page of a site’s proactive messages', () => {
  it('makes one from a preset by keyboard, judges it beside the field, and the next visitor is spoken to', async () => {
    await setOptions(stage.server, () => ({ proactive: { campaigns: [] } }))
    const { page, context, troubles } = await settings()
    await page.getByText('Nobody is spoken to first yet').waitFor()
    await shoot(page, 'campaigns-empty')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: /Help on the pricing page/ }).press('Enter')
    const text = page.getByRole('textbox', { name: 'What it says' })
    expect(await text.inputValue()).toContain('Questions about our prices?')
    const save = page.getByRole('button', { name: 'Save', exact: true })
    await text.fill('')
    await page.getByText('Write it in at least one language.').waitFor()
    expect(await save.isDisabled()).toBe(true)
    await text.fill('Shall we help?')
    await page.getByRole('spinbutton', { name: 'Seconds' }).fill('0')
    await page.getByRole('textbox', { name: 'Addresses, one per line' }).fill('/none/*\n\n/blog*\n')
    await page.getByRole('textbox', { name: 'Button 1' }).fill('Yes')
    await page.getByRole('textbox', { name: 'Button 2' }).waitFor()
    await page.getByRole('button', { name: 'Add a condition' }).press('Enter')
    await page.getByRole('combobox', { name: 'Only if' }).nth(1).selectOption('visits')
    await page.getByRole('spinbutton', { name: 'From' }).fill('1')
    await shoot(page, 'campaigns-editor')
    expect(await axeFindings(page)).toEqual([])
    await save.press('Enter')
    await page
      .getByText(/^Saved\./)
      .first()
      .waitFor()

    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(stage.host.url())
    const bubble = visitor.page.getByRole('region', { name: /^Message from/ })
    await bubble.getByText('Shall we help?').waitFor()
    await bubble.getByRole('button', { name: 'Dismiss' }).click()
    await visitor.context.close()
    await expect
      .poll(
        async () => {
          await page.reload()
          await page.getByText('Help on the pricing page').waitFor()
          return page.getByText('Shown 1, opened 0, closed 1').count()
        },
        { timeout: 15_000, interval: 1_000 },
      )
      .toBe(1)
    expect(troubles).toEqual([])
    await context.close()
  })
})

describe('37 the list of proactive messages', () => {
  it('is put in order, switched, and gives back what was removed', async () => {
    const { page, context } = await settings()
    const save = page.getByRole('button', { name: 'Save', exact: true })
    await page.getByRole('button', { name: 'Add a message' }).click()
    await page.getByRole('textbox', { name: 'What it says' }).fill('Second')
    await page.getByRole('button', { name: 'Move New message up' }).press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Move New message up')
    await page.getByRole('button', { name: 'Remove New message' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('switch', { name: 'Show “Help on the pricing page”' }).click()
    await save.press('Enter')
    await page
      .getByText(/^Saved\./)
      .first()
      .waitFor()
    await page.reload()
    await page.getByText('New message', { exact: true }).waitFor()
    expect(await page.locator('summary b').allInnerTexts()).toEqual(['New message', 'Help on the pricing page'])
    expect(
      await page.getByRole('switch').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked)),
    ).toEqual([true, false])
    await context.close()
  })

  it.each<[Device, 'light' | 'dark']>([
    ['desktop', 'dark'],
    ['phone', 'light'],
  ])('is read and written on a %s in the %s', async (device, theme) => {
    const { page, context } = await settings(device, theme)
    await page.getByText('New message', { exact: true }).click()
    await page.getByRole('textbox', { name: 'What it says' }).waitFor()
    await shoot(page, `campaigns-${device}-${theme}`)
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await context.close()
  })
})
