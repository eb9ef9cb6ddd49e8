import { randomUUID } from 'node:crypto'
import { CLOSE, ENDPOINTS, type Limits } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import type { Bus, BusMessage } from '../bus/bus.ts'
import { handle, type Scopes } from '../http/scopes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { every } from '../lib/periodic.ts'
import { type Authenticator, actorOf } from '../lib/principal.ts'
import { type Connection, close } from './connection.ts'
import { createDispatcher } from './dispatcher.ts'
import { createDrain } from './drain.ts'
import { heardFrom } from './fan-out.ts'
import { createHub } from './hub.ts'
import { createListHub } from './lists.ts'
import { createPoll } from './poll.ts'
import type { ConversationFeed } from './ports.ts'
import { createReaders } from './reader.ts'
import { addSocketRoute } from './socket-route.ts'
import { createVisit } from './visit.ts'
import { createWheel } from './wheel.ts'

export type { ConversationFeed } from './ports.ts'

export type RealtimeDeps = {
  conversations: { feed: ConversationFeed; isBusy(): boolean }
  authenticator: Authenticator
  bus: Bus
  /** The store's clock (SYNC-78). */
  clock: Clock
  /** The random id of the store's incarnation (SYNC-44). */
  epoch: string
  limits: Limits
  log: Logger
  /** Whether instances may miss each other's hints: then heads and lists are checked every second (SYNC-76). */
  isDegraded?: () => boolean
}
export type Realtime = ReturnType<typeof createRealtime>

/** Every connection is looked at once in so many milliseconds. */
const TURN_MS = 5_000
const TICKS = 5
const DEGRADED_MS = 1_000
/** Sockets of one person. */
const OF_ONE = 50

/** Sockets and long-polls: who is connected, what they read, and what they are told. */
export function createRealtime(deps: RealtimeDeps) {
  const { bus, clock, limits, log, authenticator } = deps
  const { feed } = deps.conversations
  const monotonic = () => performance.now()
  const hub = createHub({ feed, limits, log })
  const lists = createListHub({ feed, clock, limits, log })
  const readers = createReaders({ hub, lists, feed, limits })
  const byPerson = new Map<string, Set<Connection>>()
  const dispatcher = createDispatcher({ ...deps, feed, readers, monotonic, admit })
  const visit = createVisit({ limits, clock, monotonic, dispatcher })
  const wheel = createWheel<Connection>({ turnMs: TURN_MS, ticks: TICKS, visit })
  const poll = createPoll({ readers, feed, clock, epoch: deps.epoch, limits })
  const drain = createDrain({ connections: () => [...wheel.members()], isBusy: deps.conversations.isBusy, limits })

  const unlisten = [
    bus.subscribe(hear),
    authenticator.onChange((id) => bus.publish({ type: 'principal', id })),
    every(() => (deps.isDegraded?.() ? DEGRADED_MS : limits.headCheckMs), hub.checkHeads, log),
    every(() => (deps.isDegraded?.() ? DEGRADED_MS : limits.listCheckMs), lists.check, log),
  ]

  function hear(message: BusMessage): void {
    if (message.type === 'principal') return recheck(message.id)
    heardFrom({ hub, lists, readers }, message)
  }

  /** Somebody is another now: his sockets end, or lose what he may not see any more. */
  function recheck(id: string): void {
    for (const one of byPerson.get(id) ?? []) {
      dispatcher
        .currentOf(one)
        .then(async (principal) => principal && one.reader && readers.recheck(one.reader))
        .catch((error: unknown) => log.warn({ err: error, connectionId: one.id }, 're-check failed'))
    }
  }

  function admit(one: Connection): boolean {
    if (!one.principal) return false
    const { id } = actorOf(one.principal)
    const all = byPerson.get(id) ?? new Set()
    if (all.size >= OF_ONE) return false
    byPerson.set(id, all.add(one))
    one.id = randomUUID()
    return true
  }

  function leave(one: Connection): void {
    one.phase = 'closed'
    wheel.remove(one)
    if (one.reader) readers.leave(one.reader)
    if (!one.principal) return
    const { id } = actorOf(one.principal)
    const all = byPerson.get(id)
    all?.delete(one)
    if (all?.size === 0) byPerson.delete(id)
  }

  return {
    /** Adds the socket's route; call it before the app is ready. */
    route: (app: FastifyInstance) =>
      addSocketRoute(app, {
        limits,
        monotonic,
        wheel,
        receive: dispatcher.receive,
        leave,
        isDraining: drain.isDraining,
        log,
      }),

    /** Adds the long-poll twin in its scope. */
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.sync, async ({ principal, body, request }) => {
        const gone = new AbortController()
        request.raw.once('close', () => gone.abort())
        const signal = AbortSignal.any([gone.signal, drain.signal])
        return poll(principal, body, signal)
      })
    },

    /** Says goodbye to everybody, spread over the drain's time; resolves when all are closed (SYNC-54). */
    drain: drain.run,

    /** Ends everything at once. */
    async close(): Promise<void> {
      for (const stop of unlisten) stop()
      wheel.stop()
      for (const one of [...wheel.members()]) {
        close(one, CLOSE.drain)
        one.socket.terminate()
        leave(one)
      }
    },

    /** Figures for metrics and tests. */
    stats: () => ({ connections: wheel.size(), lanes: hub.size(), lists: lists.size(), people: byPerson.size }),
    /** For tests: what the periodic checks do. */
    checks: { heads: hub.checkHeads, lists: lists.check },
  }
}
