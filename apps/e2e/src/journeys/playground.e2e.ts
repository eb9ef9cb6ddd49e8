import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { root } from '../../../../scripts/tools.mjs'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

type List = { groups: { methods: { name: string; isAbsent: boolean }[] }[] }
const list = JSON.parse(readFileSync(path.join(root, 'apps/server/src/web/demo/sdk-list.json'), 'utf8')) as List
const methods = list.groups.flatMap((group) => group.methods)
/** They end what the others need, or ask the browser for a window or a permission. */
const LAST = ['logout', 'reset', 'eraseMe', 'destroy']

async function onPlayground(options: { device?: 'desktop' | 'phone'; theme?: 'light' | 'dark' } = {}) {
  const person = await newPerson(stage.browser, options)
  await person.page.goto(`${stage.server.url}/demo/sdk`)
  await widgetPage(person.page).launcher.waitFor()
  return person
}

/** Presses the button of a method, and tells what it answered: `done`, or the code of its error. */
async function call(page: Page, name: string): Promise<string> {
  const row = page.locator(`[data-method="${name}"]`)
  const output = row.locator('output')
  await row.locator('button[aria-label^="Call"]').evaluate((button: HTMLElement) => button.click())
  if (name === 'resume') await page.getByRole('button', { name: 'Not now' }).click() // it asks the visitor first
  await output.and(page.locator('[data-kind="done"], [data-kind="failed"], [data-kind="wrong"]')).waitFor()
  const kind = await output.getAttribute('data-kind')
  return kind === 'done' ? kind : ((await output.textContent())?.split(':')[0] ?? '')
}

describe('the playground of the SDK', () => {
  it('calls every method: each is there, answers, and is refused only where the reference says so', {
    timeout: 120_000,
  }, async () => {
    const { page, context, troubles } = await onPlayground()
    const names = methods.map(({ name }) => name)
    const answers: Record<string, string> = {}
    for (const name of [...names.filter((one) => !LAST.includes(one)), ...LAST]) answers[name] = await call(page, name)
    const refused = Object.entries(answers).filter(([, how]) => how !== 'done')
    const absent = refused.filter(([, how]) => how === 'not_available').map(([name]) => name)
    expect(absent).toEqual(methods.filter(({ isAbsent }) => isAbsent).map(({ name }) => name))
    // A browser without a screen asks nobody whether it may notify him.
    const others = refused.filter(([name, how]) => how !== 'not_available' && name !== 'enablePush')
    expect(Object.fromEntries(others)).toEqual({ resume: 'canceled' })
    expect(troubles).toEqual([])
    await context.close()
  })

  it('shows each event as it happens, takes arguments of its own, and says what is wrong with them', async () => {
    const { page, context } = await onPlayground()
    await page.getByRole('button', { name: 'Call sendMessage' }).click()
    const log = page.getByRole('list', { name: 'Events, the newest first' })
    await log.getByText('message:sent').waitFor()
    await page.locator('[data-event="message:sent"][data-told]').waitFor({ state: 'attached' })
    const hook = page.getByRole('textbox', { name: 'Arguments of before' })
    await hook.fill('"message:send", ƒ({"text":"changed on the way"})')
    await page.getByRole('button', { name: 'Call before' }).click()
    await page.getByRole('button', { name: 'End it' }).waitFor()
    await page.getByRole('button', { name: 'Call open', exact: true }).click()
    await page.getByRole('button', { name: 'Call sendMessage' }).click()
    await widgetPage(page).message('changed on the way').waitFor()
    await log.getByText('before told').waitFor()
    await hook.fill('"message:send", function () {}')
    await page.getByRole('button', { name: 'Call before' }).click()
    await page.getByText('These are no JSON values').waitFor()
    await page.getByRole('textbox', { name: 'Arguments of rate' }).fill('7')
    await page.getByRole('button', { name: 'Call rate' }).click()
    await page.getByRole('link', { name: 'What the code means' }).waitFor()
    await context.close()
  })

  it.each([
    ['desktop', 'light'],
    ['desktop', 'dark'],
    ['phone', 'light'],
  ] as const)('can be used by everybody on a %s, %s', async (device, theme) => {
    const { page, context } = await onPlayground({ device, theme })
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await context.close()
  })
})
