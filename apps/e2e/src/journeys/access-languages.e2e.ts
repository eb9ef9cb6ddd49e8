import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { misfits, misfitsIn } from '../harness/fit.ts'
import { useStage } from '../harness/stage.ts'
import { LOCALES, widgetTexts } from '../harness/widget-texts.ts'
import { decide, type Look, SITUATIONS, throughChat } from '../pages/widget-states.ts'
import { beginWalk } from '../pages/widget-walk.ts'

const stage = useStage()

/** The page goes on in the last of them. */
const LAST_ENGLISH = [...LOCALES].reverse()

/** A narrow phone, and a desk where the chat has its own width. */
const SIZES = [
  { width: 320, height: 640 },
  { width: 1280, height: 800 },
]
/** Pages of the server alone, in the language of their request; the answer to a form is not asked for again. */
const SERVED = /^(rating page|no such chat)$/
const ANSWER = 'rating page, rated'

async function misfitsServed(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const locale of LAST_ENGLISH) {
    await page.setExtraHTTPHeaders({ 'accept-language': locale })
    await page.goto(page.url())
    found.push(...(await misfits(page)).map((one) => `${locale}: ${one}`))
  }
  return found
}

/** Judges a state in every language and size; what does not fit is told with its name. */
function judge(found: string[], seen: string[]): Look {
  return async ({ page }, name) => {
    if (name === ANSWER) return
    const inAll = () => (SERVED.test(name) ? misfitsServed(page) : misfitsIn(page, LAST_ENGLISH))
    const before = page.viewportSize() ?? { width: 1280, height: 800 }
    seen.push(name)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      found.push(...(await inAll()).map((one) => `${name}, ${size.width}, ${one}`))
    }
    await page.setViewportSize(before)
  }
}

describe('the twelve languages', () => {
  afterAll(() => decide(stage))

  it('fit into every state of a thread', async () => {
    const [found, seen]: [string[], string[]] = [[], []]
    const look = judge(found, seen)
    const walk = await beginWalk(stage, 'en')
    await throughChat(walk, look)
    await walk.context.close()
    expect(found).toEqual([])
    expect(seen.length).toBeGreaterThan(20)
  }, 120_000)

  it.each(SITUATIONS)(
    'fit into a site %s',
    async (_, options, through) => {
      await decide(stage, options)
      const found: string[] = []
      const walk = await beginWalk(stage, 'en')
      await through(walk, judge(found, []))
      await walk.context.close()
      expect(found).toEqual([])
    },
    120_000,
  )
})

describe("the launcher's name", () => {
  it.each([
    ['de', 'none'],
    ['ar', 'strict'],
    ['ja', 'own-hosts'],
  ] as const)('is %s on such a page (policy %s) before anything of the chat is fetched', async (locale, policy) => {
    const say = await widgetTexts(locale)
    const context = await stage.browser.newContext({ locale: 'en' })
    const page = await context.newPage()
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(request.url()))
    await page.goto(`${stage.host.url(policy)}?lang=${locale}`)
    const launcher = page.getByRole('button', { name: say('open'), exact: true })
    await launcher.waitFor()
    expect(await launcher.getAttribute('lang')).toBe(locale)
    expect(
      fetched.filter((url) => url.includes('/widget/')).map((url) => url.replace(/.*widget\/|-\w+\.js/g, '')),
    ).toEqual(['names'])
    await context.close()
  })
})
