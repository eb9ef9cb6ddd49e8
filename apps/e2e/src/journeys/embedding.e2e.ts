import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import type { Policy } from '../harness/host-site.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** Notes every layout shift, and which globals there were before any script. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
    Object.assign(globalThis, { __before: Object.getOwnPropertyNames(globalThis), __shifts: shifts })
  })

describe("the widget on a stranger's page", () => {
  it.each<Policy>(['none', 'own-hosts', 'strict'])(
    'N48 chats where the content security policy is %s, without a violation',
    async (policy) => {
      const { page, context, troubles } = await newPerson(stage.browser)
      const chat = widgetPage(page)
      await page.goto(stage.host.url(policy))
      await chat.open()
      await chat.write(`hello under ${policy}`)
      await chat.thread.getByText('Sent').first().waitFor()
      expect(troubles).toEqual([])
      await context.close()
    },
  )

  it('costs one request before intent, shifts nothing, and leaves globals, styles and history alone', async () => {
    const { page, context } = await newPerson(stage.browser)
    const requests: string[] = []
    page.on(
      'request',
      (request) => request.url().startsWith(stage.server.url) && requests.push(new URL(request.url()).pathname),
    )
    await watchShifts(page)
    await page.goto(stage.host.url())
    await widgetPage(page).launcher.waitFor()
    const seen = await page.evaluate(() => {
      const scope = globalThis as unknown as { __before: string[]; __shifts: number[] }
      const known = new Set([...scope.__before, '__before', '__shifts'])
      return {
        added: Object.getOwnPropertyNames(globalThis).filter((name) => !known.has(name)),
        shifts: scope.__shifts,
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        entries: history.length,
        focused: document.activeElement === document.body,
      }
    })
    expect(requests).toEqual(['/s/demo.js'])
    expect(seen).toMatchObject({ added: ['Parley'], shifts: [], sheets: 0, focused: true })
    await context.close()
  })

  it('N48 works on a page that hides everything and runs the tag twice, and shows one launcher', async () => {
    const { page, context } = await newPerson(stage.browser)
    await page.goto(stage.host.url())
    await page.addStyleTag({ content: 'body * { display: none !important; color: red !important }' })
    await page.addScriptTag({ url: `${stage.server.url}/s/demo.js` })
    const { launcher } = widgetPage(page)
    await launcher.first().waitFor()
    expect(await launcher.count()).toBe(1)
    await context.close()
  })

  it('S1 refuses to chat on an origin that is not on the list of the site, and says so to the developer', async () => {
    const response = await fetch(`${stage.server.url}/api/v1/visitors`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ siteKey: 'demo' }),
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'origin_not_allowed' })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a chat that comes slowly', () => {
  it.each([
    ['the home view', /\/widget\/(?!messenger)/],
    ['what the owner decided', /\/sites\/demo\/chat\?/],
  ])('moves nothing on a phone when %s comes late', async (_, late) => {
    const { page, context } = await newPerson(stage.browser, { device: 'phone' })
    await watchShifts(page)
    // Later than half a second after the press, which excuses what moves before (Layout Instability, `hadRecentInput`).
    await page.route(late, async (route) => {
      await new Promise((done) => setTimeout(done, 800))
      await route.continue()
    })
    await page.goto(stage.host.url())
    await widgetPage(page).open()
    await page.locator('.home .state').waitFor()
    expect(await page.evaluate(() => (globalThis as unknown as { __shifts: number[] }).__shifts)).toEqual([])
    await context.close()
  })
})

describe('the attributes of the tag', () => {
  it('does what the attributes of the tag say, and fetches no more than they need', async () => {
    const { page, context, troubles } = await newPerson(stage.browser)
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
    const seen = await withTag(page, 'data-locale="de" data-position="left" data-events')
    await page.getByRole('button', { name: 'Chat öffnen' }).click()
    const composer = page.getByRole('textbox', { name: 'Nachricht', exact: true })
    await composer.fill('Guten Tag')
    await composer.press('Enter')
    await expect.poll(seen).toContain('message:sent')
    expect(fetched.some((path) => path.includes('/sdk-'))).toBe(true)
    expect(troubles).toEqual([])

    fetched.length = 0
    const plain = await newPerson(stage.browser)
    plain.page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
    await withTag(plain.page, 'data-label="Ask us" data-cookieconsent="ignore"')
    await plain.page.getByRole('button', { name: 'Ask us' }).click()
    await widgetPage(plain.page).write('hello')
    await widgetPage(plain.page).thread.getByText('Sent').first().waitFor()
    expect(fetched.filter((path) => path.includes('/sdk-'))).toEqual([])
    await context.close()
    await plain.context.close()
  })
})

/** The page with attributes on its tag; gives what events the window was told. */
async function withTag(page: Page, attributes: string) {
  await page.addInitScript(() => {
    const told: string[] = []
    Object.assign(globalThis, { __told: told })
    addEventListener('parley:message:sent', () => told.push('message:sent'))
  })
  await page.goto(stage.host.url('none', 'demo', attributes))
  return () => page.evaluate(() => (globalThis as unknown as { __told: string[] }).__told)
}
