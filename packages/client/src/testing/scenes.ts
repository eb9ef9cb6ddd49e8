import type { ConversationId } from '@parley/protocol'
import type { Client, ConversationHandle } from '../api.ts'
import type { FakeEnvironment } from './fake-environment.ts'
import { turn } from './virtual-clock.ts'
import { messagesOf, type TabOptions, text, type World } from './world.ts'

/** What IndexedDB needs between two timers: it answers over several turns of the event loop. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 60; i++) await turn()
}

export type Tab = { env: FakeEnvironment; client: Client; chat: ConversationHandle }

/** A visitor in a conversation that exists, with a line. */
export async function talking(world: World, options: TabOptions = {}): Promise<Tab & { id: ConversationId }> {
  const { env, client } = world.visitor(options)
  client.start()
  const chat = client.openNew()
  chat.send('msg.new', text('first'))
  await world.clock.until(() => messagesOf(chat)[0]?.messageId != null)
  const id = chat.id.value
  if (!id) throw new Error('no conversation')
  return { env, client, chat, id }
}

/** An agent who has the conversation open. */
export async function serving(world: World, id: ConversationId, options: TabOptions = {}): Promise<Tab> {
  const { env, client } = world.agent(undefined, options)
  client.start()
  const chat = client.open(id)
  await world.clock.until(() => chat.state.value === 'ready' && client.connection.value.phase === 'online')
  await world.clock.advance(200)
  return { env, client, chat }
}

/** Lets `ms` pass while the server's heartbeats keep the lines alive. */
export async function beating({ clock, server }: World, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 25_000) {
    for (const { socket } of server.connections) socket?.send(JSON.stringify({ t: 'hb', c: left }))
    await clock.advance(Math.min(left, 25_000))
  }
}

/** Texts of the messages as the server stores them, other events by their kind. */
export function storedIn(world: World, id: ConversationId): string[] {
  const events = world.server.logs.get(id)?.events ?? []
  return events.map(({ kind, body }) => (kind === 'msg.new' ? (body as { text: string }).text : kind))
}

/** What the client sent since `from`, by type. */
export function framesOf(world: World, t: string, from = 0) {
  return world.server.frames.slice(from).filter((frame) => frame.t === t)
}
