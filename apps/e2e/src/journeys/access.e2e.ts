import type { Client } from '@parley/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { fitFindings, movements, stillness } from '../harness/fit.ts'
import { useStage } from '../harness/stage.ts'
import { decide, type Look, SITUATIONS, throughChat } from '../pages/widget-states.ts'
import { beginWalk, someoneThere, type Walk } from '../pages/widget-walk.ts'

const stage = useStage()
const shots = process.env['SHOTS']
const rows = new Map<string, Map<string, number>>()

/** States whose reading order is kept beside this file, as a screen reader comes to it. */
const HEARD = new Set([
  ...['opened', 'offers', 'message menu', 'menu', 'end question', 'list', 'home', 'rating', 'rated'],
  ...['form with mistakes', 'offline form', 'consent', 'rating page'],
])

/** Roles, names and order of what is there, without what changes from run to run. */
async function hear({ page, panel, say, locale }: Walk, name: string): Promise<void> {
  const tree = await ((await panel.count()) ? panel : page.locator('main')).ariaSnapshot()
  const [before = '', after = ''] = say('answers', { time: '\n' }).split('\n')
  const text = tree
    .replace(/\d{1,2}:\d\d(\s?[AP]M|\s?[صم](?!\p{L}))?/gu, 'TIME')
    .replace(new RegExp(`${before}[^\\n"]*?\\d+[^\\n"]*?${after}(?=["\\n])`, 'g'), `${before}SOON${after}`)
  const file = `./access/${locale} ${name}.txt`.replaceAll(' ', '-')
  await expect(`${text}\n`).toMatchFileSnapshot(file)
}

/** Judges a state in both themes and all sizes; what is wrong is told with its name. */
function judge(found: string[], locale: string): Look {
  return async (walk, name) => {
    const { page } = walk
    const wrong: string[] = []
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await stillness(page)
      if (shots) await page.screenshot({ path: `${shots}/${locale}-${name.replaceAll(' ', '-')}-${theme}.png` })
      wrong.push(...(await axeFindings(page, ['target-size'])).map((one) => `${theme}: ${one}`))
    }
    await page.emulateMedia({ colorScheme: 'light' })
    if (HEARD.has(name)) await hear(walk, name)
    wrong.push(...(await movements(page)).map((one) => `moves: ${one}`))
    wrong.push(...(await fitFindings(page)))
    rows.set(name, (rows.get(name) ?? new Map()).set(locale, wrong.length))
    found.push(...wrong.map((one) => `${locale} ${name}: ${one}`))
  }
}

afterAll(() => {
  const lines = [...rows].map(
    ([name, by]) => `| ${name} | ${[...by].map(([locale, count]) => `${locale} ${count}`).join(' | ')} |`,
  )
  process.stdout.write(`${lines.join('\n')}\n`)
})

describe('every state of a site', () => {
  afterAll(() => decide(stage))

  it.each(SITUATIONS)(
    '%s',
    async (_, options, through) => {
      await decide(stage, options)
      const found: string[] = []
      for (const locale of ['en', 'ar'] as const) {
        const walk = await beginWalk(stage, locale)
        await through(walk, judge(found, locale))
        await walk.context.close()
      }
      expect(found).toEqual([])
    },
    120_000,
  )
})

describe.each(['en', 'ar'] as const)('every state of the chat in %s', (locale) => {
  const found: string[] = []
  const look = judge(found, locale)
  let someone: Client
  // Who is there is read aloud: it must be the same whatever was judged before.
  beforeAll(async () => {
    await decide(stage)
    someone = await someoneThere(stage)
  })
  afterAll(() => someone.destroy())

  it('of a thread', async () => {
    const walk = await beginWalk(stage, locale)
    await throughChat(walk, look)
    await walk.context.close()
    expect(found).toEqual([])
  }, 120_000)
})
