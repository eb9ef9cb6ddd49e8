import type { Actor, FrameOf, ServerFrame } from '@parley/protocol'
import { CLOSE } from '@parley/protocol/constants'
import { type Signal, signal } from '@preact/signals-core'
import type { Credentials } from './api.ts'
import { createCommands } from './commands.ts'
import { type Connection, createConnection } from './connection/connection.ts'
import { createIdentity, type Identity } from './credentials.ts'
import type { Environment } from './environment.ts'
import { type Authorized, createAuthorized } from './http/authorized.ts'
import { createHttp, type Http } from './http/http-client.ts'
import { createKeep, type Keep } from './keep.ts'
import { adopted, requeued } from './outbox/entries.ts'
import { createOutbox, type Outbox } from './outbox/outbox.ts'
import { createSender, type Sender } from './outbox/sender.ts'
import { keepRenewed } from './renewal.ts'
import { createLists, type Lists } from './sync/lists.ts'
import { become } from './sync/loading.ts'
import { createSync, type Sync } from './sync/sync.ts'

/** The parts of one client, wired. */
export type Core = ReturnType<typeof createCommands> & {
  env: Environment
  http: Http
  request: Authorized
  identity: Identity
  keep: Keep
  outbox: Outbox
  sender: Sender
  lists: Lists
  sync: Sync
  connection: Connection
  isAgent: boolean
  tab: string
  actor: Signal<Actor | null>
  storageLost: Signal<boolean>
  /** When the present line came up, by the own clock. */
  liveAt: number
  stopRenewal(): void
}

export function createCore(url: string, credentials: Credentials, env: Environment): Core {
  const isAgent = credentials.type === 'agent'
  const name = `parley:${isAgent ? credentials.agentId : credentials.siteKey}`
  const tab = [...env.randomBytes(8)].map((byte) => byte.toString(36)).join('')
  const storageLost = signal(false)
  const lost = () => {
    storageLost.value = true
  }
  const transmit: Connection['send'] = (frame) => connection.send(frame)

  const keep = createKeep(env, name, lost)
  const http = createHttp(env, url)
  const identity = createIdentity(credentials, { env, http, keep })
  const request = createAuthorized(http, identity)
  const lists = createLists(env, transmit)
  const sync = createSync(lists, transmit)
  const outbox = createOutbox(env, name, { lost, stored: () => afterChange(core) })
  const sender = createSender({
    ...{ env, outbox, tab, transmit },
    onSilence: () => connection.lost(),
    onMoved(from, to) {
      const one = sync.find(from)
      if (one) become(one, to)
    },
    onSettled: (cmid, result) => core.settle(cmid, result),
  })
  const epoch = () => {
    const { epoch: known } = keep.read()
    return known ? { epoch: known } : {}
  }
  const actor = signal(identity.actor())
  const connection = createConnection({
    ...{ env, url, identity },
    hello: () => ({ device: keep.read().device ?? tab, tab, ...epoch(), ...sync.hello(), caps: [] }),
    async dialPoll(handlers) {
      const { dialPoll } = await import('./connection/poll.ts')
      const held = () => ({ positions: sync.positions(), lists: lists.positions(), ...epoch() })
      return dialPoll({ env, request, handlers, held, actor: () => actor.peek() ?? identity.actor() })
    },
    onFrame: (frame) => hear(core, frame),
    onWelcome: (frame) => welcome(core, frame),
    onDown: (code) => down(core, code),
  })
  const core: Core = {
    ...{
      env,
      http,
      request,
      identity,
      keep,
      outbox,
      sender,
      lists,
      sync,
      connection,
      isAgent,
      tab,
      actor,
      storageLost,
    },
    ...createCommands(env, tab, outbox, sender),
    liveAt: 0,
    stopRenewal: () => undefined,
  }
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
    if (one.id.peek() !== null) continue
    const known = entries.find(({ key, conversationId }) => key !== null && key === one.createKey && conversationId)
    if (known?.conversationId) become(one, known.conversationId)
  }
  sender.pump()
}

function hear(core: Core, frame: ServerFrame): void {
  if (frame.t === 'ack') return core.sender.ack(frame)
  if (frame.t === 'nack') return core.sender.nack(frame as FrameOf<'nack'> & { code: never })
  if (frame.t === 'reset' && frame.all && frame.why === 'epoch') sendKeptAgain(core)
  core.sync.frame(frame)
}

function welcome(core: Core, frame: FrameOf<'welcome'>): void {
  const { env, keep, sync, sender, identity, connection } = core
  const known = keep.read()
  core.actor.value = frame.actor
  core.liveAt = env.now()
  if (known.epoch !== frame.epoch) {
    keep.write({ epoch: frame.epoch, device: known.device ?? core.tab })
    // Another incarnation of the store: nothing held or acknowledged is certain any more (SYNC-44).
    if (known.epoch) {
      sendKeptAgain(core)
      sync.resetAll('epoch')
    }
  }
  sync.live()
  sender.live()
  core.stopRenewal()
  if (!core.isAgent) return
  const show = (access: string) => void connection.send({ t: 'auth', access })
  core.stopRenewal = keepRenewed({ env, access: identity.access, show }, frame.now)
}

function sendKeptAgain({ outbox, tab, liveAt }: Core): void {
  void outbox.change(requeued(({ ackedAt }) => ackedAt < liveAt, tab))
}

function down({ sender, stopRenewal }: Core, code: number): void {
  if (code === CLOSE.tooLarge || code === 1009) sender.tooLarge()
  sender.down()
  stopRenewal()
}
