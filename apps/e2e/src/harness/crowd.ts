import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, type ConversationHandle, createClient, type Environment } from '@parley/client'
import { eventually } from './eventually.ts'
import { agentClient, joinNetwork, leaveNetwork, type Network, pageEnvironment } from './node-client.ts'
import type { RunningServer } from './server.ts'

const ORIGIN = 'http://localhost:5999'

/** A visitor who writes in one conversation, an agent who watches all, and what they heard from the server. */
export type Guest = {
  name: string
  client: Client
  chat: ConversationHandle
  network: Network
  /** `why` of every `reset` that he was sent. */
  resets: string[]
  /** Numbers of his messages: each says `name number`. */
  said: number
}
export type FileSent = { name: string; sha256: string }

const text = (words: string) => ({ v: 1 as const, type: 'text' as const, text: words })
export const messagesOf = (chat: ConversationHandle) => chat.timeline.value.filter((item) => item.type === 'message')
/** What is stored, as this copy of the log has it. */
export const wordsOf = (chat: ConversationHandle): string[] =>
  messagesOf(chat).flatMap(({ n, body }) => (n === null ? [] : (body?.text ?? '')))

/** Passes frames on, whichever way they come, and notes the resets among them. */
function listening(environment: Environment, resets: string[]): Environment {
  const hear = (frame: { t: string; why?: string }) => {
    if (frame.t === 'reset') resets.push(frame.why ?? '')
  }
  return {
    ...environment,
    async fetch(url, init) {
      const response = await environment.fetch(url, init)
      if (url.endsWith('/api/v1/sync') && response.ok) {
        const { frames }: { frames: { t: string }[] } = await response.clone().json()
        frames.forEach(hear)
      }
      return response
    },
    openSocket: (url, on) =>
      environment.openSocket(url, {
        ...on,
        message(line) {
          hear(JSON.parse(line))
          on.message(line)
        },
      }),
  }
}

/** A visitor with a conversation that his first message began. */
export async function newGuest({ url }: RunningServer, name: string): Promise<Guest> {
  const network: Network = {}
  const resets: string[] = []
  const environment = listening(pageEnvironment(ORIGIN, network), resets)
  const client = createClient({ url, environment, credentials: { type: 'visitor', siteKey: 'demo' } })
  client.start()
  const guest: Guest = { name, client, chat: client.openNew(), network, resets, said: 0 }
  say(guest)
  await eventually(
    `${name}'s first message to be stored`,
    () => guest.chat.id.value !== null && client.unsent.value === 0,
  )
  return guest
}

export function say(guest: Guest): void {
  guest.said += 1
  guest.chat.send('msg.new', text(`${guest.name} ${guest.said}`))
}

/** Says something with a file of random words. */
export async function sayWithFile(guest: Guest): Promise<FileSent> {
  guest.said += 1
  const words = `${guest.name} ${guest.said}`
  const bytes = Buffer.from(`of ${guest.name}\n${randomBytes(3000).toString('hex')}\n`)
  const name = `${guest.name}-${guest.said}.txt`
  const attachment = await guest.client.upload(Object.assign(new Blob([bytes]), { name }), guest.chat).done
  guest.chat.send('msg.new', { ...text(words), attachments: [attachment] })
  return { name, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** What he was told is stored: messages of his own, by their words. */
export const ackedBy = ({ chat }: Guest): string[] =>
  messagesOf(chat).flatMap(({ mine, send, body }) => (mine && send.phase === 'sent' ? (body?.text ?? []) : []))

export type Watcher = { client: Client; chats: ConversationHandle[]; network: Network }

/** The owner, with the conversations of all `guests` open. */
export async function newWatcher(server: RunningServer, guests: readonly Guest[]): Promise<Watcher> {
  const network: Network = {}
  const client = await agentClient(server, network)
  client.start()
  const chats = guests.flatMap(({ chat }) => (chat.id.value ? client.open(chat.id.value) : []))
  await eventually('the copies of the team', () => chats.every(({ state }) => state.value === 'ready'))
  return { client, chats, network }
}

/** Everybody writes, a message each per round, until `isOver`; rounds begin `everyMs` apart. */
export async function talkUntil(
  guests: readonly Guest[],
  everyMs: number,
  isOver: (rounds: number) => boolean,
): Promise<void> {
  for (let round = 1; ; round++) {
    for (const guest of guests) {
      say(guest)
      await pause(everyMs / guests.length)
    }
    if (isOver(round)) return
  }
}

type Person = { client: Client; network: Network }

export async function allSent(people: readonly Person[], withinMs = 120_000): Promise<void> {
  const waiting = () => people.filter(({ client }) => client.unsent.value > 0)
  await eventually('all outboxes to be empty', () => waiting().length === 0, {
    withinMs,
    onFailure: () => `${waiting().length} of ${people.length} still wait`,
  })
}

export async function allLeave(people: readonly Person[]): Promise<void> {
  for (const { network } of people) leaveNetwork(network)
  await eventually('everybody to notice', () =>
    people.every(({ client }) => client.connection.value.phase !== 'online'),
  )
}

/** As pages do when their browser is online again: back at once, without waiting for the next try. */
export async function allJoin(people: readonly Person[]): Promise<void> {
  for (const { client, network } of people) {
    joinNetwork(network)
    client.probe()
  }
  await eventually(
    'everybody to be back',
    () => people.every(({ client }) => client.connection.value.phase === 'online'),
    { withinMs: 60_000 },
  )
}
