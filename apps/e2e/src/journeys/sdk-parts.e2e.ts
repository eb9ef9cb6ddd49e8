import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

type Call = (...args: unknown[]) => Promise<unknown>
type Event = { type: string; data: unknown }
type Scope = { Parley: Record<string, Call>; seen: Event[]; dom: string[]; unhandled: string[]; picked: unknown }

/** A page that writes down what it is told, both ways, and what went wrong in it. */
async function onPage(given = '') {
  const person = await newPerson(stage.browser)
  await person.page.addInitScript(`
    Object.assign(globalThis, { seen: [], dom: [], unhandled: [], Parley: [['onAny', (event) => seen.push(event)]] })
    addEventListener('unhandledrejection', (event) => unhandled.push(String(event.reason)))
    addEventListener('error', (event) => unhandled.push(event.message))
    const tell = dispatchEvent
    for (const name of ['tags:changed', 'form:prechat:submitted', 'file:uploaded', 'expanded', 'consent', 'visitor:updated'])
      addEventListener('parley:' + name, ({ type }) => dom.push(type))
    ${given}`)
  await person.page.goto(stage.host.url())
  await person.page.getByRole('button', { name: 'Open chat' }).waitFor()
  return person
}
const call = (page: Page, name: string, ...args: unknown[]) =>
  page.evaluate(([method, given]) => (globalThis as unknown as Scope).Parley[method]?.(...given), [name, args] as const)
const typesOn = (page: Page) => page.evaluate(() => (globalThis as unknown as Scope).seen.map(({ type }) => type))
const troubleOn = (page: Page) => page.evaluate(() => (globalThis as unknown as Scope).unhandled)

describe('messages of the page', () => {
  it('stand in the thread, say that nobody else sees them, and hand what was chosen to the page', async () => {
    const { page, context, troubles } = await onPage()
    const chat = widgetPage(page)
    await call(page, 'showMessage', 'Delivery takes two days this week.')
    await chat.open()
    await chat.message('Delivery takes two days this week.').waitFor()
    await chat.thread.getByText('Only you see this').waitFor()
    await page.evaluate(async () => {
      const scope = globalThis as unknown as Scope
      const choices = [
        { value: 'bike', label: 'A bicycle' },
        { value: 'part', label: 'A part' },
      ]
      const shown = (await scope.Parley['showMessage']?.({ type: 'picker', text: 'What is it about?', choices })) as {
        value: Promise<string>
      }
      void shown.value.then((value) => {
        scope.picked = value
      })
    })
    await page.getByRole('button', { name: 'A part' }).click()
    await expect.poll(() => page.evaluate(() => (globalThis as unknown as Scope).picked)).toBe('part')
    await call(page, 'showMessage', { type: 'field', text: 'Where to?', label: 'Your e-mail', kind: 'email' })
    await page.getByLabel('Your e-mail').fill('ada@example.com')
    await page.getByRole('button', { name: 'OK' }).click()
    await chat.thread.getByText('Thank you.').waitFor()
    const cards = [{ title: 'A red bicycle', url: 'https://shop.example/red' }, { title: 'A blue one' }]
    await call(page, 'showMessage', { type: 'carousel', cards, text: 'Two of them:' })
    await chat.thread.getByText('A red bicycle').waitFor()
    expect(await axeFindings(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sdk-show-message.png` })

    await chat.write('so nothing of that was sent')
    await chat.thread.getByText('Sent').first().waitFor()
    const owner = await newPerson(stage.browser)
    const inbox = inboxPage(owner.page, stage.server.url)
    await inbox.signIn(OWNER)
    await inbox.openRow('so nothing of that was sent')
    expect(await owner.page.getByText('What is it about?').count()).toBe(0)
    expect(await troubleOn(page)).toEqual([])
    expect(troubles).toEqual([])
    await owner.context.close()
    await context.close()
  })
})

describe('what a page says of a conversation, and of the panel', () => {
  it('sends it to the department and the skills it wants, and tells each change on the window too', async () => {
    const { page, context } = await onPage()
    const owner = await newPerson(stage.browser)
    const inbox = inboxPage(owner.page, stage.server.url)
    await inbox.signIn(OWNER)
    await call(page, 'setSkill', ['brakes', 'german'])
    await call(page, 'setDepartment', 'dep_0000000000000000zzzz') // not there: nobody's message is lost by that
    await call(page, 'commerce', 'order', { total: 49.9, currency: 'EUR' })
    await call(page, 'startConversation', { message: 'with wishes' })
    await expect.poll(() => typesOn(page)).toContain('message:sent')
    await call(page, 'commerce', 'order', { total: 59.9, currency: 'EUR' })
    await inbox.openRow('with wishes')
    const details = owner.page.getByRole('complementary', { name: 'About the visitor' })
    await details.getByText('brakes, german').waitFor()
    const metadata = { cart: 'a red bicycle', gift: true, none: null }
    await call(page, 'sendMessage', 'about my cart', { metadata })
    await owner.page.getByRole('log').getByText('about my cart').waitFor()
    const said = owner.page.getByRole('log').locator('details', { hasText: 'Sent along by the page' })
    await said.locator('summary').click()
    await said.getByText('a red bicycle').waitFor()
    expect(await said.locator('dt').allTextContents()).toEqual(['cart', 'gift'])
    if (process.env.SHOTS) await owner.page.screenshot({ path: `${process.env.SHOTS}/sdk-metadata.png` })
    const bad = await page.evaluate(() =>
      (globalThis as unknown as Scope).Parley['sendMessage']?.('x', { metadata: { constructor: 'x' } }).catch(
        ({ code }: { code: string }) => code,
      ),
    )
    expect(bad).toBe('invalid_argument')
    await call(page, 'set', { plan: 'pro' })
    await expect.poll(() => typesOn(page)).toContain('visitor:updated')

    const widthOf = async () => (await page.getByRole('dialog').boundingBox())?.width ?? 0
    expect(await widthOf()).toBeLessThan(400)
    await call(page, 'expand')
    expect(await widthOf()).toBeGreaterThan(600)
    await call(page, 'collapse')
    expect(await widthOf()).toBeLessThan(400)
    const dom = await page.evaluate(() => (globalThis as unknown as Scope).dom)
    expect(dom).toEqual(expect.arrayContaining(['parley:visitor:updated', 'parley:expanded']))
    const links = (await call(page, 'requestTranscript')) as { text: string }
    expect(await (await fetch(links.text)).text()).toContain('with wishes')
    // By e-mail it does not go yet: that is said at once, with where it is explained.
    const refused = await page.evaluate(() =>
      (globalThis as unknown as Scope).Parley['requestTranscript']?.('vera@example.com').then(
        () => null,
        ({ name, code, method, doc }: Record<string, string>) => ({ name, code, method, doc }),
      ),
    )
    const named = { name: 'ParleyError', code: 'not_available', method: 'requestTranscript' }
    expect(refused).toEqual({ ...named, doc: `${stage.server.url}/reference/errors#not_available` })
    const explained = await (await fetch(refused?.doc ?? '')).text()
    expect(explained).toContain('id="not_available"')
    expect(await call(page, 'getPushState')).toBe('unsupported')
    expect(await troubleOn(page)).toEqual([])
    await owner.context.close()
    await context.close()
  })
})

describe('files that a page attaches', () => {
  it('asks the hook of uploads, and tells of files', async () => {
    const { page, context } = await onPage()
    const chat = widgetPage(page)
    await page.evaluate(() =>
      (globalThis as unknown as Scope).Parley['before']?.('upload', ({ file }: { file: File }) =>
        file.name.endsWith('.exe') ? false : { file: new File([file], `renamed-${file.name}`, { type: file.type }) },
      ),
    )
    await chat.open()
    await chat.composer.waitFor()
    await page.evaluate(async () => {
      const { Parley } = globalThis as unknown as Scope
      await Parley['attach']?.(new File(['MZ'], 'bad.exe'))
      await Parley['attach']?.(new File(['hello there'], 'note.txt', { type: 'text/plain' }))
    })
    await expect.poll(() => typesOn(page)).toEqual(expect.arrayContaining(['file:uploading', 'file:uploaded']))
    await page.getByText('renamed-note.txt').first().waitFor()
    expect(await page.getByText('bad.exe').count()).toBe(0)
    expect(await troubleOn(page)).toEqual([])
    await context.close()
  })
})

describe('a visitor’s own data', () => {
  it('N98 N99 are told to his page, and taken away with every word of his', async () => {
    const { page, context } = await onPage()
    const chat = widgetPage(page)
    expect(await call(page, 'exportMyData')).toMatchObject({ visitor: null, conversations: [] })
    await call(page, 'identify', { name: 'Zelda', email: 'zelda@example.com' })
    await call(page, 'startConversation', { message: 'my secret wish' })
    await chat.thread.getByText('Sent').first().waitFor()
    await call(page, 'sendMessage', 'and this', { metadata: { cart: 'mugs', total: 31 } })
    await chat.message('and this').waitFor()
    await expect
      .poll(() => call(page, 'exportMyData'))
      .toMatchObject({
        visitor: { email: 'zelda@example.com' },
        conversations: [
          {
            status: 'open',
            messages: [
              { text: 'my secret wish', from: 'visitor' },
              { text: 'and this', metadata: { cart: 'mugs', total: 31 } },
            ],
          },
        ],
      })
    const made: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/v1/visitors')) made.push(request.url())
    })
    // The server ends his line before it answers; the page hears of both in any order.
    await page.route('**/visitors/me/data', async (route) => {
      const response = await route.fetch()
      await page.waitForTimeout(route.request().method() === 'DELETE' ? 1_000 : 0)
      await route.fulfill({ response })
    })
    await call(page, 'eraseMe')
    expect(await call(page, 'exportMyData')).toMatchObject({ visitor: null })
    expect(made).toEqual([]) // nobody new either
    await chat.launcher.click()
    await chat.composer.waitFor()
    expect(await chat.thread.getByText('my secret wish').count()).toBe(0)
    const owner = await newPerson(stage.browser)
    const inbox = inboxPage(owner.page, stage.server.url)
    await inbox.signIn(OWNER)
    await owner.page.goto(`${stage.server.url}/inbox/all`)
    await owner.page.getByRole('heading').first().waitFor()
    expect(await owner.page.getByText('my secret wish').count()).toBe(0)
    expect(await owner.page.getByText('zelda@example.com').count()).toBe(0)
    expect(await troubleOn(page)).toEqual([])
    await owner.context.close()
    await context.close()
  })
})

describe('the self-test', () => {
  it('finds nothing wrong on a plain page, and tells what was seen', async () => {
    const { page, context } = await onPage()
    const report = (await call(page, 'selfTest')) as {
      ok: boolean
      checks: { name: string; ok: boolean; detail: string; advice: string | null }[]
    }
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([])
    expect(report.ok).toBe(true)
    expect(report.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['script', 'api', 'site', 'origin', 'clock', 'websocket', 'storage', 'indexeddb', 'csp']),
    )
    for (const { detail } of report.checks) expect(detail.length).toBeGreaterThan(3)
    await page.route('**/api/**', (route) => route.abort())
    const dark = (await call(page, 'selfTest')) as typeof report
    const wrong = dark.checks.filter(({ ok }) => !ok)
    expect(wrong.map(({ name }) => name)).toEqual(expect.arrayContaining(['api', 'site', 'origin']))
    for (const { advice } of wrong) expect(advice).toBeTruthy()
    await context.close()
  })
})

describe('what a visitor fills in', () => {
  it('is told to his page, on the window too: the form before the chat, and how he can be reached', async () => {
    const email = { key: 'email', type: 'email', label: { en: 'E-mail' }, hint: {}, placeholder: {}, choices: [] }
    const fields = [{ ...email, required: true, when: null }]
    await setOptions(stage.server, ({ forms }) => ({
      forms: { ...forms, preset: 'full', prechat: { title: {}, lead: {}, button: {}, fields }, capture: 'none' },
    }))
    const { page, context } = await onPage()
    const chat = widgetPage(page)
    await call(page, 'getState')
    await chat.launcher.click()
    await page.getByLabel('E-mail').fill('grace@example.com')
    expect(await typesOn(page)).toContain('form:prechat:shown')
    await page.keyboard.press('Enter')
    await chat.write('hello there')
    await chat.thread.getByText('Sent').first().waitFor()
    const events = await page.evaluate(() => (globalThis as unknown as Scope).seen)
    const dataOf = (name: string) => events.find(({ type }) => type === name)?.data
    expect(dataOf('form:prechat:submitted')).toEqual({ values: { email: 'grace@example.com' } })
    expect(dataOf('email:captured')).toEqual({ email: 'grace@example.com' })
    expect(await page.evaluate(() => (globalThis as unknown as Scope).dom)).toContain('parley:form:prechat:submitted')
    expect(await troubleOn(page)).toEqual([])
    await context.close()
  })
})
