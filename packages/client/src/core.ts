import type { Actor, FrameOf, ServerFrame } from '@parley/protocol'
import { CLOSE, isRetryable } from '@parley/protocol/constants'
import { type Signal, signal } from '@preact/signals-core'
import { asClientError } from './client-error.ts'
import { type Connection, createConnection, dropDead, transmit } from './connection/connection.ts'
import type { OutgoingFrame } from './connection/link.ts'
import { codeFor, LEVELS } from './connection/socket-link.ts'
import type { Environment } from './environment.ts'
import { createAuthorized } from './http/authorized.ts'
import { createHttp, type Http, type Routes } from './http/http-client.ts'
import type { Identity } from './identity.ts'
import { adopted } from './outbox/entries.ts'
import { createOutbox, type Outbox } from './outbox/outbox.ts'
import { createSender, goDown, goLive, hearAck, hearNack, type OnSettled, pump, refuse } from './outbox/sender.ts'
import { createKeep, type Keep } from './storage/keep.ts'
import { createStorage } from './storage/storage.ts'
import type { Surroundings } from './sync/conversation.ts'
import type { Lists } from './sync/lists.ts'
import { become, restart } from './sync/loading.ts'
import type { Folding } from './sync/log-copy.ts'
import { sendAgain } from './sync/settling.ts'
import { findConversation, hearFrame, helloOf, positionsOf, resetAll, resume, type Sync } from './sync/sync.ts'

/** What differs between a visitor's and an agent's client. */
export type Role = Folding & {
  /** Names what is kept in the browser: one per identity. */
  name: string
  routes: Routes
  /** Absent where it comes later. */
  typing?: Surroundings['typing']
  identity(surroundings: { env: Environment; http: Http; keep: Keep }): Identity
  lists?(env: Environment, transmit: (frame: OutgoingFrame) => boolean): Lists
  onSettled?: OnSettled
  /** Called after each welcome; returns what ends it when the line goes down. */
  onLive?(core: Core, welcome: FrameOf<'welcome'>): () => void
}

/** The parts of one client, wired. */
export type Core = Surroundings & {
  role: Role
  http: Http
  identity: Identity
  keep: Keep
  storage: ReturnType<typeof createStorage>
  outbox: Outbox
  sync: Sync
  connection: Connection
  actor: Signal<Actor | null>
  /** Visitors: who is there for them, as told last. */
  site: Signal<FrameOf<'site'> | null>
  /** Visitors: what an agent began with him, as told last. */
  begun: Signal<FrameOf<'begun'> | null>
  storageLost: Signal<boolean>
  /** How far the server's clock was ahead of this one when the line came up last, milliseconds. */
  aheadMs: number
  endLive(): void
}

export function createCore(url: string, role: Role, env: Environment): Core {
  const name = `parley:${role.name}`
  const tab = env.randomBytes(8).join('')
  const storageLost = signal(false)
  const storage = createStorage(env, name, () => {
    storageLost.value = true
  })
  const keep = createKeep(storage)
  const http = createHttp(env, url, role.routes)
  const identity = role.identity({ env, http, keep })
  const request = createAuthorized(http, identity)
  const send = (frame: OutgoingFrame) => transmit(connection, frame)
  const outbox = createOutbox(env, name, storage, () => afterChange(core))
  const lists = role.lists?.(env, send) ?? null
  const sync: Sync = { conversations: new Set(), lists, transmit: send, said: { positions: {}, lists: {} } }
  const sender = createSender({
    ...{ env, outbox, tab, transmit: send, onSettled: role.onSettled },
    onSilence: () => dropDead(connection),
    onMoved(from, to) {
      const one = findConversation(sync, from)
      if (one) become(one, to)
    },
  })
  const connection = createConnection({
    ...{ env, url, identity: { ...identity, hello: () => keep.ready.then(identity.hello) } },
    hello() {
      const { device = tab, epoch } = keep.read()
      return { device, tab, epoch, ...helloOf(sync) }
    },
    dialPoll: async (handlers, dialSocket) => {
      const { dialPoll } = await import('./connection/poll.ts')
      const held = () => ({ positions: positionsOf(sync), lists: lists?.positions() ?? {}, epoch: keep.read().epoch })
      const shared = { levels: LEVELS, asClientError, codeFor, isRetryable }
      return dialPoll({ env, request, handlers, dialSocket, held, actor: identity.actor, shared })
    },
    onFrame: (frame) => hear(core, frame),
    onWelcome: (frame) => welcome(core, frame),
    onDown: (code) => down(core, code),
  })
  const core: Core = {
    ...{ role, env, http, identity, request, keep, storage, outbox, sender, sync, connection, storageLost },
    ...{ transmit: send, begin: role.begin, reduce: role.reduce, typing: role.typing ?? null },
    actor: signal(identity.actor()),
    site: signal(null),
    begun: signal(null),
    liveAt: 0,
    aheadMs: 0,
    endLive: () => undefined,
  }
  void keep.ready.then(() => {
    core.actor.value ??= identity.actor()
  })
  // What earlier page loads left is this tab's to send; a tab that still lives and sends it too does no harm.
  void outbox.ready.then(() => {
    const left = outbox.stored().map(({ cmid }) => cmid)
    if (left.length) void outbox.change(adopted(new Set(left), tab))
  })
  return core
}

function afterChange({ outbox, sync, sender }: Core): void {
  const entries = outbox.stored()
  for (const one of sync.conversations) {
    const made = entries.find(({ key, conversationId }) => key && key === one.createKey && conversationId)
    if (one.id.peek() === null && made?.conversationId) become(one, made.conversationId)
  }
  pump(sender)
}

function hear(core: Core, frame: ServerFrame): void {
  if (frame.t === 'ack') {
    hearAck(core.sender, frame)
    // What a restore took away whole is there again: a command sent again with its create key made it (R31).
    const one = findConversation(core.sync, frame.conversationId)
    if (one?.state.peek() === 'gone') restart(one, 'loading')
  } else if (frame.t === 'site') core.site.value = frame
  else if (frame.t === 'begun') core.begun.value = frame
  else if (frame.t === 'nack') hearNack(core.sender, frame as FrameOf<'nack'> & { code: never })
  else {
    if (frame.t === 'reset' && frame.all && frame.why === 'epoch') sendAgain(core, () => true)
    hearFrame(core.sync, frame)
  }
}

function welcome(core: Core, frame: FrameOf<'welcome'>): void {
  const { env, keep, sync, sender, role } = core
  const { epoch, device = sender.tab } = keep.read()
  core.actor.value = frame.actor
  core.liveAt = env.now()
  core.aheadMs = Date.parse(frame.now) - core.liveAt
  if (epoch !== frame.epoch) {
    void keep.change((kept) => ({ ...kept, device, epoch: frame.epoch }))
    // Another incarnation of the store: nothing held or acknowledged is certain any more (SYNC-44).
    if (epoch) {
      sendAgain(core, () => true)
      resetAll(sync, 'epoch')
    }
  }
  resume(sync)
  goLive(sender, frame.limits)
  core.endLive()
  if (role.onLive) core.endLive = role.onLive(core, frame)
}

function down({ sender, endLive }: Core, code: number): void {
  // The newest transmission is what the server could not take (SYNC-42).
  if ((code === CLOSE.tooLarge || code === 1009) && sender.newest) refuse(sender, sender.newest, 'too_large')
  goDown(sender)
  endLive()
}
