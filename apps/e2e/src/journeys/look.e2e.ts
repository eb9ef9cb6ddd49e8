import { writeFileSync } from 'node:fs'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { contrastOf } from '../harness/contrast.ts'
import { photo } from '../harness/files.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions, siteId } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

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

/** The mean of red, green and blue of what an element stands on. */
const groundOf = (one: Locator) =>
  one.evaluate((element) => {
    const brush = document.createElement('canvas').getContext('2d')
    if (!brush) return null
    brush.fillStyle = getComputedStyle(element).backgroundColor
    brush.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data
    return (red + green + blue) / 3
  })

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
    expect(await groundOf(preview.locator('.g .av').first())).toBeLessThan(90) // of 255: as dark as what is around it
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

describe('the preview of a site', () => {
  it('is told to a frame that is there before the page around it has come to itself, and to one that loads anew', async () => {
    const { context, page, preview, enter } = await atSettings('')
    await page.addInitScript(() => {
      if (self !== top) return
      const watcher = new MutationObserver(() => {
        if (!document.querySelector('iframe')) return
        watcher.disconnect()
        // As on a machine that has no time for this page, while the frame has a process of its own.
        const end = performance.now() + 1_500
        while (performance.now() < end);
      })
      watcher.observe(document, { childList: true, subtree: true })
    })
    await enter()
    await preview.getByText('Ines, Tomas').waitFor()
    await Promise.all([page.waitForEvent('framenavigated'), preview.locator('body').evaluate(() => location.reload())])
    await preview.getByText('Ines, Tomas').waitFor()
    await context.close()
  })

  it('says so when it cannot be loaded, and is loaded by a press', async () => {
    const { context, page, preview, enter } = await atSettings('')
    await page.route('**/messenger*.js', (route) => route.abort())
    await enter()
    await page.getByRole('alert').getByText('The preview could not be loaded.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'preview-failed')
    await page.unroute('**/messenger*.js')
    await page.getByRole('button', { name: 'Try again' }).press('Enter')
    await preview.getByText('Ines, Tomas').waitFor()
    await context.close()
  })
})

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10" width="30" height="10">
<script>parent.hacked = 1</script><rect width="30" height="10" fill="#00ff00"/></svg>`
const file = (name: string, mimeType: string, buffer: Buffer | string) => ({
  ...{ name, mimeType, buffer: Buffer.from(buffer) },
})

/** The shape of what stands in the head, once it is drawn, and the pixel in its middle. */
const inHead = (from: Page | FrameLocator) =>
  from.locator('.head canvas.is-drawn').evaluate((element) => {
    const canvas = element as HTMLCanvasElement // by its selector
    const pixel = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data
    return { shape: canvas.width / canvas.height, pixel: [...(pixel ?? [])] }
  })
const corner = (from: Page | FrameLocator) =>
  from.locator('.panel').evaluate((panel) => getComputedStyle(panel).borderTopLeftRadius)

describe('a logo and corners', () => {
  it('are seen before they are saved, and reach a chat that is open without a reload, on a strict page too', async () => {
    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(stage.host.url('strict'))
    const widget = widgetPage(visitor.page)
    await widget.open()
    await widget.write('Do you have the pot in green?') // from here on he is on a line that tells what changed
    await widget.message('Do you have the pot in green?').waitFor()
    await visitor.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))

    const { page, context, preview, enter } = await atSettings('')
    await enter()
    const chooser = page.locator('input[type=file]')
    await chooser.setInputFiles(file('notes.txt', 'text/plain', 'no picture'))
    await page.getByText('This file could not be read as a picture.').waitFor()
    await chooser.setInputFiles(file('logo.png', 'image/png', photo(900, 300)))
    await page.getByRole('img', { name: 'Your logo' }).waitFor()
    await page.getByRole('radio', { name: 'Square' }).check()
    await page.locator('.hexin input').fill('#7a2e5d')
    expect((await inHead(preview)).shape).toBe(3)
    await expect.poll(() => corner(preview), { timeout: 10_000 }).toBe('3px')
    await shoot(page, 'logo-square')
    expect(await axeFindings(page)).toEqual([])
    expect(await visitor.page.locator('.head canvas').count()).toBe(0)

    await page.getByRole('button', { name: /^Save/ }).click()
    await page.getByText('Saved', { exact: false }).first().waitFor()
    expect((await inHead(visitor.page)).shape).toBe(3)
    await expect.poll(() => corner(visitor.page), { timeout: 10_000 }).toBe('3px')
    const launcher = visitor.page.locator('.launcher')
    await expect
      .poll(() => launcher.evaluate((it) => getComputedStyle(it).getPropertyValue('--brand')), { timeout: 10_000 })
      .toBe('#7a2e5d')
    await shoot(visitor.page, 'logo-square-visitor')
    // A page that loads now has it from the tag on, the room for the logo too.
    const late = await newPerson(stage.browser)
    await late.page.goto(stage.host.url('strict'))
    await late.page.getByRole('button', { name: 'Open chat' }).click()
    expect((await inHead(late.page)).shape).toBe(3)
    expect(await corner(late.page)).toBe('3px')
    await late.context.close()

    // A drawing is made pixels of before it leaves the owner's browser: what it would run goes nowhere.
    await chooser.setInputFiles(file('logo.svg', 'image/svg+xml', SVG))
    await expect.poll(async () => (await inHead(preview)).pixel, { timeout: 10_000 }).toEqual([0, 255, 0, 255])
    await page.getByRole('button', { name: /^Save/ }).click()
    await expect.poll(async () => (await inHead(visitor.page)).pixel[1], { timeout: 15_000 }).toBeGreaterThan(250)
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false)
    await page.getByRole('button', { name: 'Remove logo' }).click()
    await page.getByRole('button', { name: /^Save/ }).click()
    await visitor.page.locator('.head canvas').waitFor({ state: 'detached' })
    expect(await visitor.page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
    expect(visitor.troubles).toEqual([])
    await visitor.context.close()
    await context.close()
  })
})

describe('a colour', () => {
  it('that is too pale comes with one that is not, to be taken by a press', async () => {
    const { page, context, enter } = await atSettings('')
    await enter()
    const hex = page.locator('.hexin input')
    const offer = page.getByRole('button', { name: /^Take #/ })
    await hex.fill('#7a2e5d')
    expect(await offer.count()).toBe(0)
    await hex.fill('#f7d21e')
    await offer.waitFor()
    await shoot(page, 'fitting')
    expect(await axeFindings(page)).toEqual([])
    await offer.click()
    expect(await hex.inputValue()).toBe('#806100')
    expect(await offer.count()).toBe(0)
    await context.close()
  })

  it.each(['#006677', '#f7d21e', '#f6f3ec', '#111827'])(
    'the way in is read below a solid head of %s',
    async (color) => {
      await setOptions(stage.server, ({ home }) => ({ home: { ...home, header: 'solid' } }), { color })
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await stage.browser.newContext({ colorScheme })
        const page = await context.newPage()
        await page.goto(stage.host.url())
        const widget = widgetPage(page)
        await widget.open()
        await widget.write('Do you have the pot in green?')
        await widget.message('Do you have the pot in green?').waitFor()
        await page.getByRole('button', { name: 'All conversations' }).click()
        await page.getByRole('button', { name: 'Home', exact: true }).click()
        const start = page.getByRole('button', { name: /^New conversation/ })
        await start.waitFor()
        const seen = await start.evaluate((button) => {
          const ground = (element: Element | null | undefined) =>
            element ? getComputedStyle(element).backgroundColor : ''
          const hero = button.closest('.home')?.querySelector('.hi')
          return { text: getComputedStyle(button).color, card: ground(button.parentElement), hero: ground(hero) }
        })
        expect(seen.card).not.toBe(seen.hero)
        expect(contrastOf(seen.text, seen.card)).toBeGreaterThanOrEqual(4.5)
        await shoot(page, `solid-${color.slice(1)}-${colorScheme}`)
        await context.close()
      }
    },
  )
})

describe('the home view', () => {
  const links = [{ label: { en: 'Delivery' }, url: 'https://shop.example/delivery' }]

  it.each([
    ['without links', []],
    ['with links', links],
  ])('shows its last line below all that is above it (%s)', async (_what, own) => {
    await setOptions(stage.server, ({ home }) => ({ home: { ...home, header: 'solid', links: own } }))
    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(stage.host.url())
    await widgetPage(visitor.page).open()
    const last = visitor.page.getByText('We keep this conversation on this device')
    await last.waitFor()
    await last.scrollIntoViewIfNeeded()
    const covering = await last.evaluate((line) => {
      const { left, right, top, bottom } = line.getBoundingClientRect()
      const root = line.getRootNode() as ShadowRoot // the widget's
      const heights = [top + 2, (top + bottom) / 2, bottom - 2]
      const points = [left + 4, (left + right) / 2, right - 4].flatMap((x) => heights.map((y) => [x, y] as const))
      return points
        .map(([x, y]) => root.elementFromPoint(x, y))
        .flatMap((one) => (one === line ? [] : (one?.className ?? 'nothing')))
    })
    expect(covering).toEqual([])
    await setOptions(stage.server, ({ home }) => ({ home: { ...home, links: [] } }))
    await visitor.context.close()
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

describe('the language of a site', () => {
  it('is spoken to whoever speaks none of ours, and changes while the chat is open', async () => {
    const context = await stage.browser.newContext({ locale: 'sv-SE' })
    const page = await context.newPage()
    await page.goto(`${stage.host.url()}?lang=sv`)
    await widgetPage(page).open()
    await widgetPage(page).write('Finns krukan i grönt?')
    await widgetPage(page).message('Finns krukan i grönt?').waitFor()

    const owner = await atSettings('')
    await owner.enter()
    await owner.page.getByLabel('Default language', { exact: true }).selectOption({ label: 'German' })
    await owner.page.getByRole('button', { name: /^Save/ }).click()
    await owner.page.getByText('Saved', { exact: false }).first().waitFor()
    await page.getByRole('textbox', { name: 'Nachricht', exact: true }).waitFor()

    // The owner's texts begin in it, and are what such a visitor reads.
    await owner.page
      .getByRole('navigation', { name: 'Settings' })
      .getByRole('link', { name: 'Home', exact: true })
      .click()
    await owner.page.getByLabel('Greeting', { exact: false }).first().fill('Moin, was darf es sein?')
    await owner.page.getByRole('button', { name: /^Save/ }).click()
    await page.getByRole('button', { name: 'Alle Unterhaltungen' }).click()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText('Moin, was darf es sein?').waitFor()
    const late = await stage.browser.newContext({ locale: 'sv-SE' })
    const hosted = await late.newPage()
    await hosted.goto(`${stage.server.url}/chat/demo`)
    await hosted.getByText('Moin, was darf es sein?').waitFor()
    expect(await hosted.evaluate(() => document.documentElement.lang)).toBe('de')
    for (const one of [context, late, owner.context]) await one.close()
    await setOptions(stage.server, ({ home }) => ({ home: { ...home, greeting: {} } }), { language: 'en' })
  }, 90_000)
})
