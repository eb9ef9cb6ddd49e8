import type { Client, ConversationHandle, SendBody } from '@parley/client'
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core'
import { eventually } from '../harness/eventually.ts'
import { photo } from '../harness/files.ts'
import { agentClient, visitorClient } from '../harness/node-client.ts'
import type { Stage } from '../harness/stage.ts'
import { type Locale, type Say, widgetTexts } from '../harness/widget-texts.ts'

/** A visitor who goes through the states of the chat in one language, and the agent he talks with. */
export type Walk = Awaited<ReturnType<typeof beginWalk>>

const REFUSED = 'refuse this'

/** The line between page and server: one message is refused on it, and it can be cut. */
async function tapLine(page: Page) {
  const lines = new Set<WebSocketRoute>()
  await page.routeWebSocket(/\/socket/, (line) => {
    const server = line.connectToServer()
    lines.add(line)
    line.onMessage((text) => {
      const { t, cmid } = JSON.parse(String(text)) as { t: string; cmid?: string }
      if (t === 'send' && String(text).includes(REFUSED))
        line.send(JSON.stringify({ t: 'nack', cmid, code: 'too_long', retry: false }))
      else server.send(text)
    })
    server.onMessage((text) => line.send(text))
  })
  return {
    async cut(context: BrowserContext): Promise<void> {
      await context.setOffline(true)
      for (const line of lines) await line.close({ code: 1001 })
      lines.clear()
    },
  }
}

export async function beginWalk(stage: Stage, locale: Locale, theme: 'light' | 'dark' = 'light') {
  const context = await stage.browser.newContext({
    ...{ viewport: { width: 1280, height: 800 }, colorScheme: theme, locale, reducedMotion: 'reduce' },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const line = await tapLine(page)
  const say = await widgetTexts(locale)
  return {
    ...{ stage, locale, say, page, context, line, ...namesOf(page, say), words: WORDS[locale === 'ar' ? 'ar' : 'en'] },
    goto: (policy: 'none' | 'strict' = 'strict') => page.goto(`${stage.host.url(policy)}?lang=${locale}`),
    write: (text: string) => writeIn(page, say, text),
  }
}

/** What is found on a page of the walk by its name. */
export function namesOf(page: Page, say: Say) {
  return {
    /** Its name is in English until the chat has come. */
    launcher: page.locator('button[aria-expanded]').last(),
    composer: page.getByRole('textbox', { name: say('message'), exact: true }),
    thread: page.getByRole('log', { name: say('messages') }),
    panel: page.locator('section[lang]'),
    button: (key: string) => page.getByRole('button', { name: say(key), exact: true }),
    text: (key: string) => page.getByText(say(key), { exact: true }).first(),
  }
}

async function writeIn(page: Page, say: Say, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: say('message'), exact: true })
  await field.fill(text)
  await field.press('Enter')
}

/** What both say, and what a form asks, in the language of the walk. */
export const WORDS = {
  en: {
    ask: 'Do you ship to Oslo?',
    wrong: 'A word too many',
    answer: 'Yes: **two days**, see [prices](https://shop.example/prices).\n- post\n- courier',
    mixed: 'The code is شكرا 2026, ok?',
    label: 'Express delivery',
    place: 'Oslo',
  },
  ar: {
    ask: 'هل تشحنون إلى أوسلو؟',
    wrong: 'كلمة زائدة',
    answer: 'نعم: **يومان**، انظر [الأسعار](https://shop.example/prices).\n- البريد\n- ساعٍ',
    mixed: 'الرمز هو ABC-2026 (Oslo)، حسنًا؟',
    label: 'توصيل سريع',
    place: 'أوسلو',
  },
} as const
type Words = (typeof WORDS)['en' | 'ar']

const PLAIN = { hint: '', placeholder: '', required: false, choices: [], when: null }

function offers({ ask, label, place }: Words): SendBody<'msg.new'>[] {
  const action = { type: 'reply', label } as const
  const cards = [1, 2, 3].map((n) => ({
    title: `${label} ${n}`,
    text: ask,
    actions: [{ ...action, label: `${place} ${n}` }],
  }))
  const choices = [place, label].map((one, at) => ({ value: String(at), label: one }))
  return [
    {
      v: 1,
      type: 'buttons',
      text: ask,
      buttons: [action, { type: 'link', label: place, url: 'https://shop.example/' }],
    },
    { v: 1, type: 'carousel', text: '', cards },
    {
      ...{ v: 1, type: 'form', text: '' },
      form: {
        ...{ title: label, lead: ask, button: place },
        fields: [
          { ...PLAIN, key: 'email', type: 'email', label: 'Email', hint: ask, required: true },
          { ...PLAIN, key: 'place', type: 'radio', label, choices },
        ],
      },
    },
    { v: 1, type: 'quick_replies', text: ask, replies: [action, { type: 'reply', label: place }] },
  ]
}

/** What a browser records begins like this; none of the tests plays it. */
const RECORDED = '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581'

/** An agent who is there, as visitors are told, for as long as his client lives. */
export async function someoneThere({ server }: Stage): Promise<Client> {
  const agent = await agentClient(server)
  agent.start()
  const visitor = visitorClient(server)
  await eventually('visitors to be told of him', async () => {
    const { availability } = await visitor.call('getChatOptions', { params: { siteKey: 'demo' }, query: {} })
    return availability.team.length > 0
  })
  visitor.destroy()
  return agent
}

/** The agent in the conversation that began with `words`. */
export async function answering(stage: Stage, words: string) {
  const client = await agentClient(stage.server)
  client.start()
  const found = async () => {
    const { rows } = await client.call('listConversations', { query: { view: 'all', limit: '10' } })
    return rows.find(({ last }) => JSON.stringify(last).includes(words))
  }
  await eventually('the conversation', async () => (await found()) !== undefined)
  const row = await found()
  if (!row) throw new Error('no conversation')
  const chat = client.open(row.id)
  const isThere = () => chat.timeline.value.some((one) => one.type === 'message' && one.messageId !== null)
  await eventually('its log', () => chat.state.value === 'ready' && isThere())
  return { client, chat, id: row.id }
}
export type Answering = Awaited<ReturnType<typeof answering>>

const textOf = (words: string) => ({ v: 1, type: 'text', text: words }) as const
const stored = (client: Client) => eventually('it to be stored', () => client.unsent.value === 0)
/** The newest that is stored of either side, once there is one: an agent may be there before what he is to answer. */
async function newest(chat: ConversationHandle, isMine: boolean) {
  const found = () => chat.timeline.value.findLast((one) => one.type === 'message' && one.mine === isMine)
  const stored = () => {
    const one = found()
    return one?.type === 'message' && one.messageId ? { messageId: one.messageId, actor: one.actor } : null
  }
  await eventually('a message to be there', () => stored() !== null)
  const one = stored()
  if (!one) throw new Error('no message')
  return one
}

/** Types until the visitor sees it: a hint may be lost while the line is young. */
export async function typeTo(walk: Walk, { chat }: Answering): Promise<void> {
  const dots = walk.thread.getByRole('img', { name: new RegExp(walk.say('typing', { name: '' }).trim()) })
  await eventually('the typing to be seen', async () => {
    chat.setTyping(false)
    chat.setTyping(true)
    return (await dots.count()) > 0
  })
}

/** Everything that an agent's side of a thread may show: marked up, edited, removed, quoted, reacted to, files, voice. */
export async function answerWithAll({ client, chat }: Answering, words: Words): Promise<void> {
  const asked = await newest(chat, false)
  chat.send('msg.react', { messageId: asked.messageId, emoji: '👍', on: true })
  chat.send('msg.new', { ...textOf(words.answer), quote: { ...asked, text: words.ask } })
  chat.send('msg.new', textOf(words.wrong))
  await stored(client)
  chat.send('msg.del', { messageId: (await newest(chat, true)).messageId })
  chat.send('msg.new', textOf(words.place))
  await stored(client)
  chat.send('msg.edit', { messageId: (await newest(chat, true)).messageId, text: words.mixed })
  const files = [
    client.upload(Object.assign(new Blob([new Uint8Array(photo())]), { name: `${words.place}.png` }), chat),
    client.upload(Object.assign(new Blob(['Send it back within 30 days.\n']), { name: `${words.label}.txt` }), chat),
  ]
  const attachments = await Promise.all(files.map(({ done }) => done))
  chat.send('msg.new', { ...textOf(words.label), attachments })
  const recorded = Object.assign(new Blob([Buffer.from(`${RECORDED}02`, 'hex')]), { name: 'voice.webm' })
  const voice = await client.upload(recorded, chat, { voiceMs: '1000', peaks: '048cffc840' }).done
  chat.send('msg.new', { ...textOf(''), attachments: [voice] })
  await stored(client)
}

export async function answerWithOffers({ client, chat }: Answering, words: Words): Promise<void> {
  for (const offer of offers(words)) chat.send('msg.new', offer)
  await stored(client)
}

export const REFUSED_WORDS = (words: string) => `${words} (${REFUSED})`
