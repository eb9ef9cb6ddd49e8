import { setOptions } from '../harness/site-options.ts'
import type { Stage } from '../harness/stage.ts'
import {
  type Answering,
  answering,
  answerWithAll,
  answerWithOffers,
  namesOf,
  REFUSED_WORDS,
  typeTo,
  type Walk,
} from './widget-walk.ts'

/*
 * The way through the states of the chat, for the tests that judge each of them.
 */

/** Judges the state `name` that the walk has come to. */
export type Look = (walk: Walk, name: string) => Promise<void>

async function throughThread(walk: Walk, look: Look): Promise<Answering> {
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
async function throughTools(walk: Walk, look: Look): Promise<void> {
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
  await page.evaluate(lendSilence)
  await button('record').click()
  await button('record_stop').waitFor()
  await look(walk, 'recording')
  await button('record_cancel').click()
  await button('menu').click()
  await page.getByRole('menu', { name: say('menu') }).waitFor()
  await look(walk, 'menu')
  await page.getByRole('menuitem', { name: `${say('end')}…` }).click()
  await page.getByRole('dialog', { name: say('end_ask') }).waitFor()
  await look(walk, 'end question')
  await page.keyboard.press('Escape')
}

export /** A microphone that hears nothing: the browser of the tests has none. */
function lendSilence(): void {
  navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream
}

/** The chat in a window of its own, and what stands in its place meanwhile. */
async function throughWindow(walk: Walk, look: Look): Promise<void> {
  const { page, context, say, launcher, button, composer } = walk
  const coming = context.waitForEvent('page')
  await button('menu').click()
  await page.getByRole('menuitem', { name: say('popout') }).click()
  const win = await coming
  const there = { ...walk, page: win, ...namesOf(win, say) }
  await there.composer.waitFor()
  await look(there, 'window of its own')
  await launcher.click()
  await button('away_back').waitFor()
  await look(walk, 'away in a window')
  await button('away_back').click()
  await composer.waitFor()
}

async function throughViews(walk: Walk, look: Look, agent: Answering): Promise<void> {
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

/** Everything that one conversation shows, from the closed launcher to a line that is gone. */
export async function throughChat(walk: Walk, look: Look): Promise<void> {
  const agent = await throughThread(walk, look)
  await throughTools(walk, look)
  await throughWindow(walk, look)
  await throughViews(walk, look, agent)
  agent.client.destroy()
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

async function throughForms(walk: Walk, look: Look): Promise<void> {
  const { page, say, launcher, button } = walk
  await walk.goto()
  await launcher.click()
  await button('form_start').waitFor()
  await look(walk, 'form before the chat')
  await button('form_start').click()
  await page.getByText(say('bad_consent')).waitFor()
  await look(walk, 'form with mistakes')
}

async function throughOffline(walk: Walk, look: Look): Promise<void> {
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

async function throughConsent(walk: Walk, look: Look): Promise<void> {
  await walk.goto()
  await walk.launcher.click()
  await walk.button('consent_yes').waitFor()
  await look(walk, 'consent')
}

/** The chat as a page of its own, and what is said where there is none. */
async function throughHosted(walk: Walk, look: Look): Promise<void> {
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

/** What a site may ask or be, with the states that this leads to. */
export const SITUATIONS = [
  ['that asks before', OPTIONS.asks, throughForms],
  ['that is closed', OPTIONS.offline, throughOffline],
  ['that asks for consent', OPTIONS.consent, throughConsent],
  ['on a page of its own', OPTIONS.usual, throughHosted],
] as const

/** Changes options; those of a section that are not named stay. */
export const decide = ({ server }: Stage, options: Record<string, object> = OPTIONS.usual) =>
  setOptions(server, (before) =>
    Object.fromEntries(Object.entries(options).map(([name, section]) => [name, { ...before[name], ...section }])),
  )
