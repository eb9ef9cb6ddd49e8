import type { AddressInfo } from 'node:net'
import { type ConversationId, messageIdOf, PROTOCOL_LEVEL, type ServerFrame } from '@parley/protocol'
import { WebSocket } from 'ws'
import { eventually } from '../../domains/conversations/testing/log.ts'
import { newCmid, newCreateKey } from '../../lib/new-id.ts'
import { SHOP, type Tenant, type World } from '../../testing.ts'

/** Calls for which he says one thing, so that his own rate stays that of a person. */
const TALKS_AT = 6

/** Opens a door for sockets; gives its port. */
export async function listen({ server }: Pick<World, 'server'>): Promise<number> {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  return (server.app.server.address() as AddressInfo).port // a listening TCP server has one
}

/**
 * A healthy visitor on a socket of his own, who goes on talking while others misbehave: every message of his must be
 * acknowledged once, and come back to him once and in order.
 */
export async function aNeighbour(world: World, { site, agents }: Tenant, port: number) {
  const { token } = await world.addVisitor(site)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/socket`, { origin: SHOP })
  const frames: ServerFrame[] = []
  let closed: number | null = null
  socket.on('message', (bytes) => {
    const frame: ServerFrame = JSON.parse(String(bytes))
    frames.push(frame)
    if (frame.t === 'hb') send({ t: 'hb', c: frame.c }) // he is there, however long others take
  })
  socket.on('close', (code) => {
    closed = code
  })
  const send = (frame: object) => socket.send(JSON.stringify(frame))
  const of = <T extends ServerFrame['t']>(t: T) =>
    frames.filter((frame): frame is Extract<ServerFrame, { t: T }> => frame.t === t)
  await new Promise((resolve) => socket.once('open', resolve))
  send({ t: 'hello', v: [1, PROTOCOL_LEVEL], token, device: 'd', tab: 't' })
  const sent: string[] = []
  const heard: string[] = []
  const key = newCreateKey(world.deps.clock.now())
  let conversationId: ConversationId | null = null

  async function say(): Promise<void> {
    const cmid = newCmid(world.deps.clock.now())
    sent.push(cmid)
    const body = { v: 1, type: 'text', text: `neighbour ${sent.length}` }
    send({ t: 'send', cmid, create: { key }, kind: 'msg.new', body })
    await eventually(() => closed !== null || of('ack').some((ack) => ack.cmid === cmid))
  }

  await eventually(() => of('welcome').length === 1)
  await say()
  conversationId = of('ack')[0]?.conversationId ?? null
  send({ t: 'sub', conversationId, since: { n: 0 } })
  await eventually(() => of('synced').length === 1)

  let calls = 0
  return {
    /** One message of his, and one answer of his agent; not at every call: he types slower than others attack. */
    async talk(): Promise<void> {
      calls += 1
      if (calls % TALKS_AT !== 0) return
      await say()
      const from = { access: world.renewed(agents.owner.access) }
      const { body } = await world.say(from, { conversationId }, { text: `answer ${sent.length}` })
      heard.push(messageIdOf(body.id))
    },
    /** What he lost, got twice or out of order; empty when he was not harmed. */
    async harm(): Promise<string[]> {
      const count = sent.length + heard.length
      await eventually(() => closed !== null || of('ev').length >= count)
      const acks = of('ack').map(({ cmid }) => cmid)
      const events = of('ev')
      socket.close()
      return [
        ...(closed === null ? [] : [`closed with ${closed}`]),
        ...(acks.join() === sent.join() ? [] : [`acknowledged ${acks.length} of ${sent.length}, or not in order`]),
        ...(events.every(({ n }, i) => n === i + 1) && events.length === count
          ? []
          : [`heard ${events.map(({ n }) => n)}`]),
        ...of('nack').map(({ code }) => `refused with ${code}`),
      ]
    },
  }
}
export type Neighbour = Awaited<ReturnType<typeof aNeighbour>>

/** Errors that nobody caught, from here on: vitest fails on them too, but this says during what. */
export function watchProcess() {
  const uncaught: string[] = []
  const note = (error: unknown) =>
    uncaught.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  return {
    uncaught,
    stop(): void {
      process.off('unhandledRejection', note)
      process.off('uncaughtException', note)
    },
  }
}
