import { writeFileSync } from 'node:fs'
import type { FrameLocator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { siteId } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const stage = useStage()
/** Where pictures go when somebody wants to look at them. */
const SHOTS = process.env['SHOTS']

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS) writeFileSync(`${SHOTS}/${name}.png`, await page.screenshot())
}

async function atSettings(page: string) {
  const owner = await newPerson(stage.browser)
  await owner.page.setViewportSize({ width: 1440, height: 900 })
  await inboxPage(owner.page, stage.server.url).signIn(OWNER)
  const to = `${stage.server.url}/inbox/settings/sites/${await siteId(stage.server)}${page}`
  const preview = owner.page.frameLocator('iframe[title="The widget as visitors will see it"]')
  const show = (what: string) => owner.page.getByLabel('Show', { exact: true }).selectOption({ label: what })
  const speak = (language: string) =>
    owner.page.getByLabel('Visitor’s language', { exact: true }).selectOption({ label: language })
  return { ...owner, preview, show, speak, enter: () => owner.page.goto(to) }
}

const brand = (preview: FrameLocator) =>
  preview.locator('.launcher').evaluate((button) => getComputedStyle(button).backgroundColor)

describe('the look of a site', () => {
  it('is seen on the real widget before it is saved, and nothing of that reaches the server', async () => {
    const { page, context, preview, show, speak, enter } = await atSettings('')
    const calls: string[] = []
    page.on('request', (request) => {
      if (request.frame() !== page.mainFrame()) calls.push(new URL(request.url()).pathname)
    })
    await enter()
    await preview.getByText('Ines, Tomas').waitFor()
    await shoot(page, 'general-home')

    await page.getByLabel('Hex value', { exact: true }).or(page.locator('.hexin input')).first().fill('#7a2e5d')
    await expect.poll(() => brand(preview), { timeout: 10_000 }).toBe('rgb(122, 46, 93)')
    const greeting = page.getByLabel('Greeting', { exact: false }).first()
    await greeting.fill('')
    await greeting.pressSequentially('Ask us anything', { delay: 60 }) // the frame leaves the focus where it is
    expect(await greeting.inputValue()).toBe('Ask us anything')
    await preview.getByText('Ask us anything').waitFor()
    await show('Conversation')
    await preview.getByText('Shall I put one aside for you?').waitFor()
    await preview.getByRole('textbox', { name: 'Message' }).fill('Yes, the larger one')
    await preview.getByRole('textbox', { name: 'Message' }).press('Enter')
    await preview.getByRole('log').getByText('Yes, the larger one').waitFor()
    await page.getByRole('button', { name: 'Dark' }).click()
    await shoot(page, 'general-thread-dark')
    await speak('Arabic')
    await expect.poll(() => preview.locator('.panel').getAttribute('dir'), { timeout: 10_000 }).toBe('rtl')
    await page.getByRole('button', { name: 'On a phone' }).click()
    await shoot(page, 'general-thread-phone-ar')
    await show('Launcher')
    await preview.locator('.panel').waitFor({ state: 'hidden' })
    expect(await axeFindings(page)).toEqual([])
    expect(calls).toContain('/inbox/preview')
    expect(calls.filter((call) => call.includes('/api/'))).toEqual([])

    // What is not saved is not left without a question.
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Home', exact: true }).click()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    await page.getByRole('button', { name: /^Save/ }).click()
    await page.getByText('Saved', { exact: false }).first().waitFor()
    await context.close()
  })
})

describe('the words of a site', () => {
  it('are the owner’s where he wrote some, as plain text, in that language and no other', async () => {
    const { page, context, preview, enter } = await atSettings('/texts')
    await enter()
    await page.getByLabel('Language of the texts').selectOption({ label: 'German' })
    const field = page.getByLabel('In the empty message field')
    await expect.poll(() => field.getAttribute('placeholder'), { timeout: 10_000 }).toMatch(/^Nachricht/)
    await shoot(page, 'texts-de')
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('The same, with the agent’s name').fill('Wie war {wer}?')
    await page.getByText('The widget has no value {wer} here. Take it out.').waitFor()
    expect(await page.getByRole('button', { name: /^Save/ }).isDisabled()).toBe(true)
    await page.getByLabel('The same, with the agent’s name').fill('Wie war {name}?')
    await field.fill('<b>Fragen</b> Sie')
    await preview.getByPlaceholder('<b>Fragen</b> Sie').waitFor()
    await page.getByRole('button', { name: /^Save/ }).click()
    await page.getByText('Saved', { exact: false }).first().waitFor()
    await context.close()

    for (const [locale, words] of [
      ['de-AT', '<b>Fragen</b> Sie'],
      ['en-GB', 'Write a message…'],
    ] as const) {
      const visitor = await stage.browser.newContext({ locale })
      const tab = await visitor.newPage()
      await tab.goto(stage.host.url())
      await tab.evaluate((lang) => {
        document.documentElement.lang = lang
      }, locale)
      await tab.locator('.launcher').click()
      await tab.getByPlaceholder(words).waitFor()
      await visitor.close()
    }
  })
})
