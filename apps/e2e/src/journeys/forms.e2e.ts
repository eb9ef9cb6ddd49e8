import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions, siteId } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const PLAIN = { hint: {}, placeholder: {}, choices: [], required: false, when: null }
const field = (key: string, type: string, label: string, more: object = {}) => ({
  ...{ ...PLAIN, key, type, label: label ? { en: label } : {} },
  ...more,
})
const FIELDS = [
  field('name', 'text', '', { required: true }),
  field('email', 'email', ''),
  field('topic', 'radio', 'What is it about?', {
    required: true,
    choices: [
      { value: 'buying', label: { en: 'Buying' } },
      { value: 'order', label: { en: 'My order' } },
    ],
  }),
  field('number', 'text', 'Order number', { required: true, when: { key: 'topic', in: ['order'] } }),
  field('priority', 'priority', ''),
  field('terms', 'consent', 'I agree to the privacy notice', { required: true }),
]
const words = (fields: object[]) => ({ title: {}, lead: {}, button: {}, fields })
const shots = process.env['SHOTS']
const shoot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/${name}.png` })))

const stage = useStage()
const ask = (forms: object) => setOptions(stage.server, (before) => ({ forms: { ...before.forms, ...forms } }))

describe('the form before the chat', () => {
  it.each<[Device, 'light' | 'dark']>([
    ['desktop', 'light'],
    ['phone', 'dark'],
  ])(
    'W09 W21 is answered by keyboard alone, told what is wrong, and read by the agent (%s, %s)',
    async (device, theme) => {
      await ask({ preset: 'full', prechat: words(FIELDS) })
      const mark = `${device} ${Date.now()}`
      const visitor = await newPerson(stage.browser, { device, theme })
      const { page } = visitor
      const chat = widgetPage(page)
      await page.goto(stage.host.url('strict'))
      await chat.launcher.focus()
      await page.keyboard.press('Enter')
      const name = page.getByRole('textbox', { name: 'Name' })
      await name.waitFor()
      expect(await chat.composer.count()).toBe(0)
      expect(await axeFindings(page)).toEqual([])

      await page.getByRole('button', { name: 'Start chat' }).press('Enter')
      await page.getByText('Please agree to this first').waitFor()
      expect(await name.getAttribute('aria-invalid')).toBe('true')
      expect(await name.evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input)).toBe(true)
      await shoot(page, `prechat-wrong-${device}-${theme}`)
      expect(await axeFindings(page)).toEqual([])

      await page.keyboard.type('Vera')
      await page.keyboard.press('Tab')
      await page.keyboard.type('vera@example')
      await page.keyboard.press('Tab')
      await page.keyboard.press('ArrowDown')
      await page.getByRole('radio', { name: 'My order' }).press('Space')
      await page.keyboard.press('Tab')
      await page.keyboard.type('A-17')
      await page.getByRole('combobox', { name: /How urgent/ }).selectOption('high')
      await page.getByRole('checkbox', { name: 'I agree to the privacy notice' }).press('Space')
      await page.keyboard.press('Enter')
      await page.getByText('This address seems to end too early. Did you mean vera@example.com?').waitFor()
      await page.keyboard.type('.com')
      await page.reload() // what was typed is still there
      await chat.launcher.press('Enter')
      await name.waitFor()
      expect(await name.inputValue()).toBe('Vera')
      await page.getByRole('textbox', { name: /Email/ }).press('Enter')
      await chat.composer.waitFor()
      await shoot(page, `prechat-done-${device}-${theme}`)
      await page.keyboard.type(`${mark} hello`)
      await page.keyboard.press('Enter')
      await chat.message(`${mark} hello`).waitFor()
      await chat.thread
        .getByText(/^Sent$|^Delivered$/)
        .first()
        .waitFor()

      const agent = await newPerson(stage.browser)
      const inbox = inboxPage(agent.page, stage.server.url)
      await inbox.signIn(OWNER)
      await inbox.openRow(mark)
      await agent.page.getByText('A-17').first().waitFor()
      expect(visitor.troubles).toEqual([])
      await visitor.context.close()
      await agent.context.close()
    },
  )
})

describe('the card after the first message', () => {
  it('W10 a gentle card asks once how to reach whoever has begun, and believes what the page said', async () => {
    await ask({ preset: 'none', capture: 'email' })
    const { page, context, troubles } = await newPerson(stage.browser)
    const chat = widgetPage(page)
    await page.goto(stage.host.url('strict'))
    await chat.open()
    await chat.write('Is it in stock?')
    const address = page.getByRole('textbox', { name: 'In case you leave this page' })
    await address.fill('vera@example')
    await address.press('Enter')
    await page.getByText('Did you mean vera@example.com?').waitFor()
    await shoot(page, 'capture-wrong')
    expect(await axeFindings(page)).toEqual([])
    await address.fill('vera@example.com')
    await address.press('Enter')
    await address.waitFor({ state: 'hidden' })
    await page.reload()
    await chat.open()
    await chat.message('Is it in stock?').waitFor()
    expect(await address.count()).toBe(0)
    await context.close()

    const known = await newPerson(stage.browser)
    const other = widgetPage(known.page)
    await known.page.goto(stage.host.url())
    await known.page.evaluate("Parley.push(['identify', { email: 'ben@example.com' }])")
    await other.open()
    await other.write('I am known')
    await other.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    expect(await known.page.getByText('In case you leave this page').count()).toBe(0)
    expect(troubles).toEqual([])
    await known.context.close()
  })
})

describe('a form that is asked from now on', () => {
  it('takes along the message of whoever had the chat open before', async () => {
    await ask({ preset: 'none', capture: 'none' })
    const { page, context } = await newPerson(stage.browser)
    const chat = widgetPage(page)
    await page.goto(stage.host.url())
    await chat.open()
    await ask({ preset: 'name' })
    await new Promise((resolve) => setTimeout(resolve, 5_500)) // sites are remembered for 5 s by other instances
    await chat.write('was it lost?')
    await page.getByRole('textbox', { name: 'Name' }).fill('Vera')
    await page.getByText('your message is kept').waitFor()
    await page.getByRole('button', { name: 'Start chat' }).click()
    await chat.message('was it lost?').waitFor()
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    await context.close()
  })
})

/** Everything that a page of this origin, and of the server, keeps in the browser. */
async function keptBy(page: Page): Promise<string[]> {
  const here = await page.evaluate(async () => [
    ...Object.keys(localStorage).map((name) => `local ${name}`),
    ...Object.keys(sessionStorage).map((name) => `session ${name}`),
    ...(await indexedDB.databases()).map(({ name }) => `indexeddb ${name}`),
    ...(await caches.keys()).map((name) => `cache ${name}`).filter(() => isSecureContext),
    ...(document.cookie ? [`cookie ${document.cookie}`] : []),
  ])
  const cookies = await page.context().cookies()
  return [...here, ...cookies.map(({ name }) => `cookie ${name}`)]
}

describe('the page of a site’s forms', () => {
  it('builds a form by keyboard, judges it beside the field, and asks it of the next visitor', async () => {
    await ask({ preset: 'none', prechat: words([]), capture: 'none' })
    const { page, context } = await newPerson(stage.browser)
    await inboxPage(page, stage.server.url).signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox/settings/sites/${await siteId(stage.server)}/forms`)
    await page.getByRole('combobox', { name: 'What is asked' }).selectOption('full')
    const before = page.getByRole('region', { name: 'Before the chat' })
    for (const _ of [1, 2]) await before.getByRole('button', { name: 'Add field' }).press('Enter')
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
    await before.getByText('field_1', { exact: true }).click()
    await before.getByText('Write the question in at least one language.').first().waitFor()
    await shoot(page, 'builder-wrong')
    expect(await axeFindings(page)).toEqual([])
    await before.getByRole('textbox', { name: 'Question' }).first().fill('Which bicycle?')
    // What was added last stands open: it lacks its question.
    await before.getByRole('combobox', { name: 'Type' }).nth(1).selectOption('phone')
    const up = before.getByRole('button', { name: 'Move phone up' })
    await up.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Move phone up')
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    await page
      .getByText(/^Saved\./)
      .first()
      .waitFor()

    const visitor = await newPerson(stage.browser, { device: 'phone' })
    await visitor.page.goto(stage.host.url())
    await widgetPage(visitor.page).launcher.click()
    await visitor.page.getByRole('textbox', { name: /Which bicycle/ }).waitFor()
    expect(await visitor.page.locator('label').allInnerTexts()).toEqual(['Phone optional', 'Which bicycle? optional'])
    await context.close()
    await visitor.context.close()
  })
})

const visitorsMade: string[] = []
async function arrive(device: Device = 'desktop', theme: 'light' | 'dark' = 'light') {
  const person = await newPerson(stage.browser, { device, theme })
  visitorsMade.length = 0
  person.page.on('request', (request) => {
    if (request.method() === 'POST' && /\/visitors$/.test(request.url())) visitorsMade.push(request.url())
  })
  await person.page.goto(stage.host.url('strict'))
  const chat = widgetPage(person.page)
  await chat.launcher.click()
  await person.page.getByRole('button', { name: 'Yes, keep it' }).waitFor()
  return { ...person, chat }
}

const askForConsent = () =>
  setOptions(stage.server, ({ privacy, forms }) => ({
    forms: { ...forms, preset: 'none', capture: 'none' },
    privacy: {
      ...privacy,
      consent: 'pending',
      notice: { en: 'May we keep this chat here?' },
      noticeUrl: 'https://shop.example/privacy',
    },
  }))

describe('consent', () => {
  beforeAll(askForConsent)

  it('42 nothing is kept and nobody is made a visitor before it, and what was in memory is kept after it', async () => {
    const { page, context, chat, troubles } = await arrive()
    await page.waitForTimeout(500)
    expect(await keptBy(page)).toEqual([])
    expect(visitorsMade).toEqual([])
    expect(await chat.composer.count()).toBe(0)
    await shoot(page, 'consent-desktop')
    expect(await axeFindings(page)).toEqual([])

    await page.getByRole('button', { name: 'Yes, keep it' }).press('Enter')
    await chat.composer.waitFor()
    await page.keyboard.type('keep me') // the composer has the focus
    await page.keyboard.press('Enter')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    expect(await keptBy(page)).toEqual(
      expect.arrayContaining(['local parley:demo:consent', 'local parley:demo:talks', 'indexeddb parley:demo']),
    )
    await page.reload()
    await chat.open()
    await chat.message('keep me').waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })

  it('42 whoever declines chats all the same, and leaves nothing behind', async () => {
    const { page, context, chat, troubles } = await arrive('phone', 'dark')
    await shoot(page, 'consent-phone-dark')
    await page.getByRole('button', { name: 'Only until I leave' }).click()
    await chat.composer.waitFor()
    await chat.write('forget me')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    expect(await keptBy(page)).toEqual([])
    await page.reload()
    await chat.launcher.click()
    await page.getByRole('button', { name: 'Yes, keep it' }).waitFor()
    expect(await chat.message('forget me').count()).toBe(0)
    expect(troubles).toEqual([])
    await context.close()
  })
})

describe('consent that was given', () => {
  beforeAll(askForConsent)

  it('42 whoever takes it back later chats on, and leaves nothing behind of any visit', async () => {
    const { page, context, chat, troubles } = await arrive()
    const sent = (words: string) => chat.message(words).waitFor()
    await page.getByRole('button', { name: 'Yes, keep it' }).click()
    await chat.composer.waitFor()
    await chat.write('keep me')
    await sent('keep me')
    await page.reload()
    await page.evaluate('sessionStorage.setItem("parley:demo:form", "{}")')
    await chat.open()
    await sent('keep me')
    await page.evaluate('Parley.setConsent({ storage: false })')
    await eventually('nothing is kept', async () => (await keptBy(page)).length === 0)
    await chat.write('and still here')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    expect(await page.getByText('could not be saved').count()).toBe(0)
    expect(await keptBy(page)).toEqual([])
    await page.reload()
    await chat.launcher.click()
    await page.getByRole('button', { name: 'Yes, keep it' }).waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })
})
