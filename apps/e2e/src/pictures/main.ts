/**
 * `npm run pictures`: takes the pictures of the agents' guide (`docs/images/agents-*.png`) from the running product, with
 * the demo shop's conversations. Whoever changes a screen that is on one runs it again.
 */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { LAUNCH } from '../harness/browser.ts'
import { accessOf, addColleague, postTo } from '../harness/colleague.ts'
import { OWNER, startServer } from '../harness/server.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const FOLDER = path.resolve(import.meta.dirname, '../../../../docs/images')
const DESK = { width: 1200, height: 750 }
const PHONE = { width: 390, height: 760 }
/** For what fades or slides in, and for what is fetched when it is opened. Milliseconds. */
const SETTLED_MS = 700

type Shot = { name: string; take(page: Page): Promise<void>; look?: 'phone' }

const openFirst = async (page: Page) => {
  await page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').filter({ hasText: 'photo' }).click()
  await page.getByRole('log', { name: 'Messages' }).waitFor()
}

/** In this order: each goes on from where the one before has left the inbox. */
const SHOTS: readonly Shot[] = [
  { name: 'inbox', take: openFirst },
  {
    name: 'canned',
    async take(page) {
      await page.keyboard.press('r')
      await page.keyboard.type('/del')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'note',
    async take(page) {
      await page.getByRole('textbox', { name: 'Reply' }).fill('')
      await page.keyboard.press('Escape')
      await page.keyboard.press('n')
      await page.keyboard.type('@gra')
      await page.getByRole('option').first().waitFor()
      await page.keyboard.press('Enter')
      await page.keyboard.type('have you seen this photo?')
      await page.keyboard.press('Enter')
      await page.getByText('have you seen this photo?').first().waitFor()
    },
  },
  {
    name: 'snooze',
    async take(page) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('h')
      await page.getByRole('menu', { name: 'Snooze' }).waitFor()
    },
  },
  {
    name: 'many',
    async take(page) {
      await page.keyboard.press('Escape')
      for (const key of ['x', 'j', 'Shift+X', 'j', 'Shift+X']) await page.keyboard.press(key)
      await page.getByRole('region', { name: 'Selected conversations' }).waitFor()
    },
  },
  {
    name: 'search',
    async take(page) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('lid')
      await page.getByRole('option').filter({ hasText: 'lid' }).nth(1).waitFor()
    },
  },
  {
    name: 'notifications',
    async take(page) {
      await page.keyboard.press('Escape')
      await page.goto(`${new URL(page.url()).origin}/inbox/settings/notifications`)
      await page.getByRole('table').or(page.getByRole('group')).first().waitFor()
    },
  },
  { name: 'phone', look: 'phone', take: openFirst },
]

async function prepare(server: string): Promise<void> {
  await addColleague(server, OWNER, { name: 'Grace Hopper' })
  const access = await accessOf(server, OWNER)
  const canned = { category: 'Orders', scope: { type: 'workspace' } }
  const texts = {
    delivery: 'Hello {{visitor.first_name|there}}, your parcel leaves us today and is with you within three days.',
    delay: 'I am sorry that it takes longer this time. I have asked our carrier and will be back with you today.',
  }
  for (const [shortcut, en] of Object.entries(texts)) {
    const title = `${shortcut[0]?.toUpperCase()}${shortcut.slice(1)}`
    await postTo(server, '/canned-responses', { ...canned, shortcut, title, text: { en } }, access)
  }
}

async function shoot(page: Page, { name, take }: Shot): Promise<void> {
  await take(page)
  await page.waitForTimeout(SETTLED_MS)
  await page.screenshot({ path: path.join(FOLDER, `agents-${name}.png`) })
  process.stdout.write(`docs/images/agents-${name}.png\n`)
}

const server = await startServer()
const browser = await chromium.launch(LAUNCH)
try {
  await mkdir(FOLDER, { recursive: true })
  await prepare(server.url)
  for (const look of [undefined, 'phone'] as const) {
    const context = await browser.newContext({ viewport: look === 'phone' ? PHONE : DESK, locale: 'en-GB' })
    const page = await context.newPage()
    await inboxPage(page, server.url).signIn(OWNER)
    await page.goto(`${server.url}/inbox?view=open`)
    for (const shot of SHOTS.filter((one) => one.look === look)) await shoot(page, shot)
    await context.close()
  }
} finally {
  await browser.close()
  await server.stop()
}
