import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { accessOf, addColleague, postTo } from '../harness/colleague.ts'
import { allLeave, type Guest, newGuest } from '../harness/crowd.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const GUIDE = path.resolve(import.meta.dirname, '../../../../docs/guides/agents.md')

/** The keys of each task, as the guide's table has them: `| task | keys | how many |`. */
async function tasksOfTheGuide(): Promise<Map<string, { keys: string[]; count: number }>> {
  const guide = await readFile(GUIDE, 'utf8')
  const [, section = ''] = guide.split('### Ten tasks by keyboard')
  const rows = section.split('\n## ')[0]?.matchAll(/^\| (?<task>[^|]+) \| (?<keys>[^|]+) \| (?<count>\d+) \|$/gm) ?? []
  return new Map(
    [...rows].map(({ groups: { task = '', keys = '', count = '' } = {} }) => [
      task,
      { keys: [...keys.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key), count: Number(count) },
    ]),
  )
}

/** `Ctrl Shift Enter` as it is pressed. */
const pressOf = (key: string) => key.replace('Ctrl', 'Control').replaceAll(' ', '+').replaceAll('↓', 'ArrowDown')

/** An agent's hands: what is pressed is what the guide says, in its order, and nothing else is. */
function handsOn(page: Page, keys: readonly string[]) {
  let at = 0
  return {
    /** The next key of the guide. */
    async key(expected: string) {
      expect(keys[at]).toBe(expected)
      at += 1
      await page.keyboard.press(/^[A-Z]$/.test(expected) ? expected.toLowerCase() : pressOf(expected))
    },
    words: (text: string) => page.keyboard.type(text),
    end: () => expect(keys.slice(at)).toEqual([]),
  }
}
type Hands = ReturnType<typeof handsOn>

const stage = useStage()
const guests: Guest[] = []
let page: Page
let inbox: ReturnType<typeof inboxPage>
let guide: Awaited<ReturnType<typeof tasksOfTheGuide>>
const said = (name: string) => `${name} 1`

beforeAll(async () => {
  guide = await tasksOfTheGuide()
  await addColleague(stage.server.url, OWNER, { name: 'Grace Hopper' })
  const access = await accessOf(stage.server.url, OWNER)
  const hours = { shortcut: 'hours', title: 'Hours', category: '', text: { en: 'We are open from nine' } }
  await postTo(stage.server.url, '/canned-responses', { ...hours, scope: { type: 'workspace' } }, access)
  for (const name of ['Walter', 'Mia', 'Noah', 'Lina']) guests.push(await newGuest(stage.server, name))
  page = (await newPerson(stage.browser)).page
  inbox = inboxPage(page, stage.server.url)
  await inbox.signIn(OWNER)
  await page.goto(`${stage.server.url}/inbox?view=open`)
  for (const { name } of guests) await inbox.row(said(name)).waitFor()
})
afterAll(() => allLeave(guests))

/** Runs a task of the guide's table by its keys. */
function task(name: string, run: (hands: Hands) => Promise<void>): void {
  it(name, async () => {
    const { keys, count } = guide.get(name) ?? { keys: [], count: -1 }
    expect(keys.length, 'the guide counts the keys').toBe(count)
    // Wherever the task before has left the focus.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    const hands = handsOn(page, keys)
    await run(hands)
    hands.end()
  })
}

describe('what is done all day, by keyboard alone', () => {
  task('Take whoever has waited longest and answer', async ({ key, words }) => {
    await key('Q')
    await page.getByText('This conversation is yours.').waitFor()
    await key('R')
    await words('I am on it')
    await key('Enter')
    await inbox.message('I am on it').waitFor()
  })

  task('Answer with a canned response', async ({ key, words }) => {
    await key('R')
    await words('/hours')
    await page.getByRole('option', { name: /Hours/ }).waitFor()
    await key('Enter')
    await expect.poll(() => inbox.reply.inputValue()).toContain('We are open from nine')
    await key('Enter')
    await inbox.message('We are open from nine').waitFor()
  })

  task('Leave a note that names a colleague', async ({ key, words }) => {
    await key('N')
    await words('@gra')
    await page.getByRole('option', { name: /Grace/ }).waitFor()
    await key('Enter')
    await words('do you know this one?')
    await key('Enter')
    await inbox.thread.getByText('do you know this one?').waitFor()
  })

  task('Tag a conversation', async ({ key, words }) => {
    await key('T')
    await page.getByRole('combobox', { name: 'New tag' }).waitFor()
    await words('refund')
    await key('Enter')
    await page.getByRole('button', { name: 'Remove tag refund' }).waitFor()
  })

  task('Answer and close', async ({ key, words }) => {
    await key('R')
    await words('It is on its way')
    await key('Ctrl Shift Enter')
    await inbox.message('It is on its way').waitFor()
    await page.getByRole('button', { name: 'Reopen' }).waitFor()
  })
})

describe('what is done now and then, by keyboard alone', () => {
  task('Put a conversation aside until tomorrow', async ({ key }) => {
    await inbox.openRow(said('Noah'))
    await key('H')
    await page
      .getByRole('menuitem', { name: /^Later today|^Tomorrow/ })
      .first()
      .waitFor()
    await key('↓')
    await key('Enter')
    await inbox.thread.getByText(/You snoozed it until/).waitFor()
  })

  task('Hand over to a colleague with a note', async ({ key, words }) => {
    await inbox.openRow(said('Lina'))
    await key('D')
    await page.getByRole('dialog', { name: 'Hand over to whom?' }).waitFor()
    await words('Grace')
    await key('Tab')
    await words('speaks Polish')
    await key('Ctrl Enter')
    await inbox.thread.getByText('Handed over to Grace Hopper').waitFor()
  })

  task('Find what was said', async ({ key, words }) => {
    await key('Ctrl K')
    await words(said('Noah'))
    await page
      .getByRole('option', { name: /^Visitor: Noah/, selected: true })
      .first()
      .waitFor()
    await key('Enter')
    await inbox.message(said('Noah')).waitFor()
  })

  task('Close several conversations at once', async ({ key }) => {
    await page.goto(`${stage.server.url}/inbox?view=open`)
    await inbox.row(said('Mia')).waitFor()
    await key('J')
    await inbox.thread.waitFor()
    await key('X')
    await key('J')
    await key('Shift X')
    await page.getByText('2 selected').waitFor()
    await key('E')
    await page.getByText('Done with 2 conversations.').waitFor()
  })

  task('Take the last thing back', async ({ key }) => {
    await key('Z')
    await page.getByText('Done with 2 conversations.').waitFor()
    await inbox.row(said('Mia')).waitFor()
  })
})
