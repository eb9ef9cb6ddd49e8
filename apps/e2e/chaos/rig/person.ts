import {
  type Client,
  type ConversationHandle,
  type Credentials,
  createClient,
  type DraftAttachment,
  type TimelineItem,
} from '@parley/client'
import { joinNetwork, leaveNetwork, type Network, pageEnvironment } from '../../src/harness/node-client.ts'
import { type Journal, openJournal, type Side } from './journal.ts'
import { watchView } from './view-watch.ts'

type Message = Extract<TimelineItem, { type: 'message' }>

export type PersonOptions = {
  name: string
  url: string
  origin: string
  credentials: Credentials
  journals: string
  network?: Network
}

/** A simulated visitor or agent on the real client, who writes down what he does and what he sees. */
export type Person = {
  name: string
  side: Side
  client: Client
  network: Network
  chats: Set<Chat>
  /** How much he has said, in all his conversations. */
  said: number
  /** How long each acknowledgement took, in milliseconds since Enter. */
  ackMs: number[]
  /** A conversation that exists, or with no id a new one. */
  chat(id?: `cnv_${string}`): Chat
  /** Closes a conversation in which he has nothing unsaid, and opens it anew: what is far above is let go. */
  reopen(chat: Chat): Chat
  /** No network on his side, as in a tunnel; sockets die at once. */
  isAway(away: boolean): void
  /** Everything he wrote is settled. */
  isSettled(): boolean
  /** Reads every thread to its beginning and writes the final views down. */
  writeViews(): Promise<void>
  leave(): void
}

export type Chat = {
  handle: ConversationHandle
  /** Says the next number, after `ballast` and with files where there are some; returns the message's name. */
  say(kind?: 'msg.new' | 'note.new', extra?: { ballast?: string; attachments?: DraftAttachment[] }): string
  messages(): Message[]
  /** How much of what its person said, here and elsewhere, nobody has taken yet. */
  unsaid(): number
  /** What the person was told of the view so far: `loading`, `ready`, `resetting` … */
  told: readonly string[]
}

/** Enough of a text to know it again. */
const KEPT_TEXT = 40

export function createPerson({ name, url, origin, credentials, journals, network = {} }: PersonOptions): Person {
  const journal = openJournal(journals, name)
  const side: Side = credentials.type
  const client = createClient({ url, credentials, environment: pageEnvironment(origin, network) })
  const chats = new Set<Chat>()
  const ends = new Map<Chat, () => void>()
  client.start()
  const person: Person = {
    ...{ name, side, client, network, chats, said: 0, ackMs: [] },
    chat(id) {
      const { chat, end } = openChat(person, journal, id)
      chats.add(chat)
      ends.set(chat, end)
      return chat
    },
    reopen(chat) {
      ends.get(chat)?.()
      ends.delete(chat)
      chats.delete(chat)
      chat.handle.release()
      return person.chat(chat.handle.id.peek() ?? undefined)
    },
    isAway: (away) => (away ? leaveNetwork(network) : joinNetwork(network)),
    isSettled: () => client.unsent.value === 0,
    async writeViews() {
      for (const chat of chats) await writeView(chat, side, journal)
    },
    leave() {
      for (const end of ends.values()) end()
      client.destroy()
    },
  }
  return person
}

function openChat(person: Person, journal: Journal, id?: `cnv_${string}`) {
  const { client, name } = person
  const handle = id ? client.open(id) : client.openNew()
  const mine: Mine = new Map()
  const note = notesSeen(journal)
  const watch = watchView(handle, person.side, journal)
  const chat: Chat = {
    handle,
    say(kind = 'msg.new', { ballast = '', attachments = [] } = {}) {
      const text = `${ballast}${name} ${++person.said}`
      const cmid = handle.send(kind, { v: 1, type: 'text', text, ...(attachments.length > 0 && { attachments }) })
      mine.set(cmid, { phase: 'sending', at: performance.now() })
      journal.write({ at: 'sent', cmid, text: text.slice(-KEPT_TEXT) })
      return cmid
    },
    messages: () => messagesOf(handle),
    unsaid: () => client.unsent.peek(),
    told: watch.told,
  }
  const end = handle.timeline.subscribe(() => {
    const conversationId = handle.id.peek() ?? ''
    const messages = messagesOf(handle)
    for (const message of messages) {
      if (mine.has(message.key)) settle(message, conversationId, { mine, journal, person })
    }
    note(messages, conversationId)
  })
  return {
    chat,
    end() {
      end()
      watch.end()
    },
  }
}

/** Writes down what a view shows for the first time, and what it shows twice. */
function notesSeen(journal: Journal) {
  const seen = new Map<number, string>()
  const places = new Map<string, number>()
  return (messages: readonly Message[], conversationId: string): void => {
    for (const { n, key } of messages) {
      if (n === null || seen.get(n) === key) continue
      seen.set(n, key)
      places.set(key, n)
      journal.write({ at: 'seen', conversationId, n, cmid: key })
    }
    if (isPlain(messages, places)) return
    for (const what of repeated(messages)) journal.write({ at: 'twice', conversationId, what })
  }
}

/** What was said here, and since when. */
type Mine = Map<string, { phase: Message['send']['phase']; at: number }>
type Own = { mine: Mine; journal: Journal; person: Person }

function settle({ key, send, n }: Message, conversationId: string, { mine, journal, person }: Own): void {
  const had = mine.get(key)
  if (!had || had.phase === send.phase) return
  mine.set(key, { ...had, phase: send.phase })
  if (send.phase === 'failed') journal.write({ at: 'refused', cmid: key, code: send.code })
  if (send.phase !== 'sent') return
  journal.write({ at: 'acked', cmid: key, conversationId, n })
  person.ackMs.push(performance.now() - had.at)
}

/** Every message has the one place that is its own, and numbers rise: what threads of ten thousand are asked at each change. */
function isPlain(messages: readonly Message[], places: ReadonlyMap<string, number>): boolean {
  let last = 0
  const drafts = new Set<string>()
  return messages.every(({ n, key }) => {
    const isFirst = n === null ? !places.has(key) && !drafts.has(key) : n > last && places.get(key) === n
    if (n === null) drafts.add(key)
    else last = n
    return isFirst
  })
}

/** Numbers and names that a view shows more than once. */
function repeated(messages: readonly Message[]): string[] {
  const numbered = messages.filter(({ n }) => n !== null)
  const [keys, numbers] = [new Set(messages.map(({ key }) => key)), new Set(numbered.map(({ n }) => n))]
  if (keys.size === messages.length && numbers.size === numbered.length) return []
  const names = messages.flatMap(({ n, key }) => [key, ...(n === null ? [] : [`number ${n}`])])
  return names.filter((name, i) => names.indexOf(name) !== i)
}

async function writeView({ handle }: Chat, side: Side, journal: Journal): Promise<void> {
  while (handle.hasEarlier.value) await handle.loadEarlier()
  const messages = messagesOf(handle).map(({ n, key }) => ({ n, cmid: key }))
  journal.write({ at: 'view', conversationId: handle.id.value ?? '', side, messages })
}

function messagesOf({ timeline }: ConversationHandle): Message[] {
  return timeline.peek().filter((item): item is Message => item.type === 'message')
}
