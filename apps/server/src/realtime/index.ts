import { CLOSE, ENDPOINTS, type Limits } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import type { Bus, NoticesNote, OwnNote } from '../bus/bus.ts'
import { handle, type Scopes } from '../http/scopes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { LoopDelay } from '../lib/loop-delay.ts'
import { every } from '../lib/periodic.ts'
import type { Authenticator } from '../lib/principal.ts'
import { type BegunHub, createBegunHub } from './begun.ts'
import { type Connection, close } from './connection.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { createDrain } from './drain.ts'
import { heardFrom } from './fan-out.ts'
import { createHub, type Hub } from './hub.ts'
import { createListHub, type ListHub } from './lists.ts'
import { createPeople } from './people.ts'
import { createPoll } from './poll.ts'
import type { ConversationFeed, QueueFeed, SiteFeed } from './ports.ts'
import { createReaders, type Readers } from './reader.ts'
import { addSocketRoute } from './socket-route.ts'
import { createVisit } from './visit.ts'
import { createWheel } from './wheel.ts'

export type { ConversationFeed, QueueFeed, QueuePlace, SiteFeed } from './ports.ts'

export type RealtimeDeps = {
  conversations: { feed: ConversationFeed; isBusy(): boolean }
  sites?: SiteFeed
  queue?: QueueFeed
  authenticator: Authenticator
  bus: Bus
  /** The store's clock (SYNC-78). */
  clock: Clock
  /** The random id of the store's incarnation (SYNC-44). */
  epoch: string
  limits: Limits
  log: Logger
  loop: LoopDelay
  /** Whether instances may miss each other's hints: then heads and lists are checked every second (SYNC-76). */
  isDegraded?: () => boolean
}

/** Every connection is looked at once in so many milliseconds. */
const TURN_MS = 5_000
const TICKS = 5
const DEGRADED_MS = 1_000

/** Sockets and long-polls: who is connected, what they read, and what they are told. */
export function createRealtime(deps: RealtimeDeps) {
  const { clock, limits, log, epoch } = deps
  const { feed, isBusy } = deps.conversations
  const monotonic = () => performance.now()
  const hub = createHub({ feed, limits, log })
  const lists = createListHub({ feed, clock, limits, log })
  const begun = createBegunHub({ feed, clock, limits, log })
  const readers = createReaders({ hub, lists, begun, feed, sites: deps.sites, queue: deps.queue, limits })
  const people = createPeople()
  const isOverloaded = () => deps.loop.ms() > limits.loopDelayMs
  const dispatcher = createDispatcher({ ...deps, feed, readers, monotonic, admit: people.admit, isOverloaded })
  const visit = createVisit({ limits, clock, monotonic, dispatcher })
  const wheel = createWheel<Connection>({ turnMs: TURN_MS, ticks: TICKS, visit })
  const poll = createPoll({ readers, feed, clock, epoch, limits })
  const drain = createDrain({ connections: () => [...wheel.members()], isBusy, limits })
  const stopListening = listen(deps, { hub, lists, begun, readers, people, dispatcher })

  function leave(one: Connection): void {
    one.phase = 'closed'
    wheel.remove(one)
    people.leave(one)
    if (one.reader) readers.leave(one.reader)
  }

  return {
    /** Adds the socket's route; call it before the app is ready. */
    route(app: FastifyInstance): Promise<void> {
      const { receive } = dispatcher
      const { isDraining } = drain
      return addSocketRoute(app, { limits, monotonic, wheel, receive, leave, isDraining, isOverloaded, log })
    },

    /** Adds the long-poll twin in its scope. */
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.sync, async ({ principal, body, request }) => {
        const gone = new AbortController()
        request.raw.once('close', () => gone.abort())
        // Who comes while this instance leaves is not sent round in circles: the next may well lead here again.
        if (drain.isDraining()) return poll(principal, { ...body, wait: Math.min(body.wait, 1) }, gone.signal)
        return poll(principal, body, AbortSignal.any([gone.signal, drain.signal]))
      })
    },

    /** Says goodbye to everybody, spread over the drain's time; resolves when all are closed (SYNC-54). */
    drain: drain.run,

    /** Ends everything at once. */
    async close(): Promise<void> {
      stopListening()
      wheel.stop()
      for (const one of [...wheel.members()]) {
        close(one, CLOSE.drain)
        one.socket.terminate()
        leave(one)
      }
    },

    /** Figures for metrics and tests. */
    stats: () => ({ connections: wheel.size(), lanes: hub.size(), lists: lists.size(), people: people.size() }),
    /** What runs by the clock, by hand: for tests. */
    checks: { heads: hub.checkHeads, lists: lists.check, begun: begun.check },
  }
}

type Parts = {
  hub: Hub
  lists: ListHub
  begun: BegunHub
  readers: Readers
  people: ReturnType<typeof createPeople>
  dispatcher: Dispatcher
}

/** Hints of the bus, changes of people, and the periodic looks at what the bus lost; the result stops them all. */
function listen({ bus, authenticator, limits, log, isDegraded }: RealtimeDeps, parts: Parts): () => void {
  const { hub, lists, begun } = parts
  const unless = (ms: number) => () => (isDegraded?.() ? DEGRADED_MS : ms)
  const stops = [
    bus.subscribe((message) => {
      if (message.type === 'principal') recheck(message.id)
      else if (message.type === 'notices') tellNotices(parts, message)
      else if (message.type === 'own') tellOwn(parts, message)
      else if (message.type !== 'presence') heardFrom(parts, message)
    }),
    authenticator.onChange((id) => bus.publish({ type: 'principal', id })),
    every(unless(limits.headCheckMs), hub.checkHeads, log),
    every(unless(limits.listCheckMs), lists.check, log),
    every(unless(limits.listCheckMs), begun.check, log),
  ]

  /** Somebody is another now: his sockets end, or lose what he may not see any more. */
  function recheck(id: string): void {
    for (const one of parts.people.connectionsOf(id)) {
      parts.dispatcher
        .currentOf(one)
        .then(async (principal) => principal && one.reader && parts.readers.recheck(one.reader))
        .catch((error: unknown) => log.warn({ err: error, connectionId: one.id }, 're-check failed'))
    }
  }

  return () => {
    for (const stop of stops) stop()
  }
}

/** A hint without what it is about: whoever gets it asks. */
function tellNotices({ people }: Parts, { agentIds }: NoticesNote): void {
  const text = JSON.stringify({ t: 'notices' })
  for (const one of agentIds.flatMap(people.connectionsOf)) one.reader?.sink.sendIfIdle(text)
}

/** To the agent's own devices alone. */
function tellOwn({ people }: Parts, { agentId, what, conversationId, kind, rev }: OwnNote): void {
  const text = JSON.stringify({ t: 'own', what, conversationId, kind, rev })
  for (const one of people.connectionsOf(agentId)) one.reader?.sink.sendIfIdle(text)
}
