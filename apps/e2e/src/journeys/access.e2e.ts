import { afterAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { fitFindings, movements, stillness } from '../harness/fit.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import {
  type Answering,
  answering,
  answerWithAll,
  answerWithOffers,
  beginWalk,
  REFUSED_WORDS,
  typeTo,
  type Walk,
} from '../pages/widget-walk.ts'

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
function judge(found: string[], locale: string) {
  return async (walk: Walk, name: string): Promise<void> => {
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

type Judge = ReturnType<typeof judge>

async function throughThread(walk: Walk, look: Judge): Promise<Answering> {
  const { page, say, launcher, composer, thread, button, words } = walk
  await walk.goto()
  await launcher.waitFor()
  await look(walk, 'closed')
  await launcher.click()
  await composer.waitFor()
  await page.getByText(say('kept')).waitFor()
  await look(walk, 'opened')
  await walk.write(words.ask)
  await thread.getByText(words.ask).first().waitFor()
  await button('capture_not').waitFor()
  await look(walk, 'contact card')
  await button('capture_not').click()
  const agent = await answering(walk.stage, words.ask)
  await answerWithAll(agent, words)
  await walk.write(REFUSED_WORDS(words.wrong))
  await button('again').waitFor()
  await typeTo(walk, agent)
  await look(walk, 'thread')
  await button('delete').click()
  await answerWithOffers(agent, words)
  await page.getByRole('group', { name: say('suggested') }).waitFor()
  await look(walk, 'offers')
  return agent
}

/** Whatever opens over the thread. */
async function throughTools(walk: Walk, look: Judge): Promise<void> {
  const { page, say, composer, thread, button } = walk
  await thread.focus()
  const more = thread.getByRole('button', { name: say('tools') })
  await more.nth(1).press('Enter')
  await page.getByRole('menu', { name: say('tools') }).waitFor()
  await look(walk, 'message menu')
  await page.keyboard.press('Escape')
  await more.first().press('Enter')
  await page.getByRole('menuitem', { name: say('delete') }).click()
  await page.getByRole('alertdialog').waitFor()
  await look(walk, 'delete question')
  await page.keyboard.press('Escape')
  await more.nth(1).press('Enter')
  await page.getByRole('menuitem', { name: say('reply') }).click()
  await page.locator('input[type=file]').setInputFiles([
    { name: `${walk.words.place}.txt`, mimeType: 'text/plain', buffer: Buffer.from('words') },
    { name: `${walk.words.label}.exe`, mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ words') },
  ])
  await page.getByRole('button', { name: say('remove', { name: `${walk.words.place}.txt` }) }).waitFor()
  await look(walk, 'quote and files to send')
  await page.getByRole('button', { name: say('remove', { name: `${walk.words.place}.txt` }) }).click()
  await composer.press('Escape')
  await button('emoji').click()
  await page.getByRole('searchbox', { name: say('emoji_search') }).waitFor()
  await look(walk, 'emoji')
  await page.keyboard.press('Escape')
  await button('record').click()
  await page.getByText(new RegExp(`${say('record_refused')}|${say('record_missing')}`)).waitFor()
  await look(walk, 'recorder')
  await page.keyboard.press('Escape')
  await button('menu').click()
  await page.getByRole('menu', { name: say('menu') }).waitFor()
  await look(walk, 'menu')
  await page.getByRole('menuitem', { name: `${say('end')}…` }).click()
  await page.getByRole('dialog', { name: say('end_ask') }).waitFor()
  await look(walk, 'end question')
  await page.keyboard.press('Escape')
}

async function throughViews(walk: Walk, look: Judge, agent: Answering): Promise<void> {
  const { page, say, launcher, thread, button, words } = walk
  await button('back').click()
  await page.getByRole('list', { name: say('conversations') }).waitFor()
  await look(walk, 'list')
  await button('home').click()
  await page.getByRole('button', { name: say('start') }).waitFor()
  await look(walk, 'home')
  await launcher.click()
  agent.chat.send('msg.new', { v: 1, type: 'text', text: words.mixed })
  await page.getByRole('region').getByText(words.mixed).waitFor()
  await look(walk, 'bubble and badge')
  await page.getByRole('region').getByText(words.mixed).click()
  await button('menu').click()
  await page.getByRole('menuitem', { name: `${say('end')}…` }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('end') })
    .click()
  await thread.getByText(say('face_4'), { exact: true }).click()
  await button('rate_send').waitFor()
  await look(walk, 'rating')
  await button('rate_send').click()
  await button('rate_change').waitFor()
  await look(walk, 'rated')
  await walk.line.cut(walk.context)
  await button('try_now').waitFor({ timeout: 20_000 })
  await look(walk, 'offline')
}

const PLAIN = { hint: {}, placeholder: {}, choices: [], required: false, when: null }

/** All kinds of fields, in both languages. */
function fieldsAsked(): object[] {
  const both = (en: string, ar: string) => ({ en, ar })
  const choices = [
    { value: 'buying', label: both('Buying', 'شراء') },
    { value: 'order', label: both('My order', 'طلبي') },
  ]
  return [
    { ...PLAIN, key: 'name', type: 'text', label: {}, required: true },
    { ...PLAIN, key: 'email', type: 'email', label: {}, hint: both('For the answer', 'للرد') },
    { ...PLAIN, key: 'topic', type: 'radio', label: both('What is it about?', 'ما الموضوع؟'), required: true, choices },
    { ...PLAIN, key: 'kind', type: 'select', label: both('How did you find us?', 'كيف وجدتنا؟'), choices },
    { ...PLAIN, key: 'priority', type: 'priority', label: {} },
    { ...PLAIN, key: 'news', type: 'checkbox', label: both('Send me news', 'أرسلوا لي الأخبار') },
    {
      ...PLAIN,
      key: 'terms',
      type: 'consent',
      label: both('I agree to the privacy notice', 'أوافق على إشعار الخصوصية'),
      required: true,
    },
  ]
}
const FORM = { title: {}, lead: {}, button: {}, fields: [] }
const CLOSED = [[], [], [], [], [], [], []]

async function throughForms(walk: Walk, look: Judge): Promise<void> {
  const { page, say, launcher, button } = walk
  await walk.goto()
  await launcher.click()
  await button('form_start').waitFor()
  await look(walk, 'form before the chat')
  await button('form_start').click()
  await page.getByText(say('bad_consent')).waitFor()
  await look(walk, 'form with mistakes')
}

async function throughOffline(walk: Walk, look: Judge): Promise<void> {
  const { page, say, launcher, button } = walk
  await walk.goto()
  await launcher.click()
  await button('offline_send').waitFor()
  await look(walk, 'offline form')
  await page.getByRole('textbox', { name: say('f_email') }).fill('vera@example.com')
  await page.getByRole('textbox', { name: say('f_message'), exact: true }).fill(walk.words.ask)
  await button('offline_send').click()
  await page.getByText(say('offline_thanks')).waitFor()
  await look(walk, 'offline message sent')
}

async function throughConsent(walk: Walk, look: Judge): Promise<void> {
  await walk.goto()
  await walk.launcher.click()
  await walk.button('consent_yes').waitFor()
  await look(walk, 'consent')
}

/** The chat as a page of its own, and what is said where there is none. */
async function throughHosted(walk: Walk, look: Judge): Promise<void> {
  const { page, composer, words, stage } = walk
  await page.goto(`${stage.server.url}/chat/demo`)
  await composer.waitFor()
  await look(walk, 'hosted page')
  await walk.write(words.ask)
  await walk.thread.getByText(words.ask).first().waitFor()
  await look(walk, 'hosted page, thread')
  const agent = await answering(stage, words.ask)
  const { url } = await agent.client.call('createRatingLink', { params: { id: agent.id } })
  agent.client.destroy()
  await page.goto(url)
  await look(walk, 'rating page')
  await page.getByRole('radio').nth(3).check({ force: true })
  await page.getByRole('button').click()
  await page.getByRole('radio').first().waitFor({ state: 'detached' })
  await look(walk, 'rating page, rated')
  await page.goto(`${stage.server.url}/chat/nobody-here`)
  await look(walk, 'no such chat')
}

const OPTIONS = {
  asks: { forms: { preset: 'full', prechat: { ...FORM, fields: fieldsAsked() } } },
  offline: {
    forms: { preset: 'none', offlineOn: true },
    hours: {
      on: true,
      zone: 'UTC',
      week: CLOSED,
      exceptions: [],
      message: { en: 'We are out riding.', ar: 'نحن خارج المكتب.' },
    },
  },
  consent: { hours: { on: false }, privacy: { consent: 'pending', noticeUrl: 'https://shop.example/privacy' } },
  usual: { forms: { preset: 'none' }, hours: { on: false }, privacy: { consent: 'granted' } },
}
const SITUATIONS = [
  ['that asks before', OPTIONS.asks, throughForms],
  ['that is closed', OPTIONS.offline, throughOffline],
  ['that asks for consent', OPTIONS.consent, throughConsent],
  ['on a page of its own', OPTIONS.usual, throughHosted],
] as const

describe('every state of a site', () => {
  afterAll(() => decide(OPTIONS.usual))

  it.each(SITUATIONS)(
    '%s',
    async (_, options, through) => {
      await decide(options)
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

/** Changes options; those of a section that are not named stay. */
const decide = (options: Record<string, object>) =>
  setOptions(stage.server, (before) =>
    Object.fromEntries(Object.entries(options).map(([name, section]) => [name, { ...before[name], ...section }])),
  )

describe.each(['en', 'ar'] as const)('every state of the chat in %s', (locale) => {
  const found: string[] = []
  const look = judge(found, locale)

  it('of a thread', async () => {
    const walk = await beginWalk(stage, locale)
    const agent = await throughThread(walk, look)
    await throughTools(walk, look)
    await throughViews(walk, look, agent)
    agent.client.destroy()
    await walk.context.close()
    expect(found).toEqual([])
  }, 120_000)
})
