import { eventIdOf, type MessageBody } from '@parley/protocol'
import { targetOf } from '@parley/protocol/reduce'
import { isBug } from '../../errors/is-bug.ts'
import type { Logger } from '../../lib/logger.ts'
import type { ConsumerStore } from './consumer-store.ts'
import type { Log } from './log.ts'
import { type EventRecord, type Ref, stateOf } from './model.ts'
import { tokensOf } from './tokens.ts'

type Deps = { log: Log; consumers: ConsumerStore; logger: Logger }

export const SEARCH = 'search'
/** A message is found this long after it was stored, well below the promised five seconds (SYNC-10). */
const EVERY_MS = 1_500
const STEP = 500
/** Logs that are followed at the same time: few enough that no flush keeps an append waiting. */
const AT_ONCE = 25

/** Follows the logs by stored positions and writes search words: never in the append (R30). */
export function createSearchIndex({ log, consumers, logger }: Deps) {
  const dirty = new Map<string, Ref>()
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null

  function wake({ workspaceId, conversationId }: Ref): void {
    dirty.set(conversationId, { workspaceId, conversationId })
    timer ??= setTimeout(run, EVERY_MS).unref()
  }

  function run(): void {
    timer = null
    running = drain().finally(() => {
      running = null
    })
  }

  /** Many at once, so that their writes share flushes. What fails is woken again by the next event, or by the sweep. */
  async function drain(): Promise<void> {
    const refs = [...dirty.values()]
    dirty.clear()
    for (let i = 0; i < refs.length; i += AT_ONCE) await Promise.all(refs.slice(i, i + AT_ONCE).map(followSafely))
  }

  async function followSafely(ref: Ref): Promise<void> {
    try {
      await follow(ref)
    } catch (error) {
      logger.warn({ err: error, conversationId: ref.conversationId }, 'search words not written')
    }
  }

  async function follow(ref: Ref): Promise<void> {
    for (;;) {
      const from = (await consumers.find(ref, SEARCH))?.n ?? 0
      const events = await log.events.range(ref, { numbering: 'ord', from: from + 1, limit: STEP })
      const last = events.at(-1)
      if (!last) return
      await index(ref, events)
      const isMoved = await consumers.move(ref, SEARCH, { from, to: { n: last.ord, id: last._id } })
      if (!isMoved || events.length < STEP) return
    }
  }

  async function index(ref: Ref, events: readonly EventRecord[]): Promise<void> {
    const changed = events.flatMap((event) => orNone(logger, event, targetOf) ?? []).map(eventIdOf)
    const said = events.filter(({ kind }) => kind === 'msg.new' || kind === 'note.new')
    // What later events made of a message is in its state once the log is folded.
    if (changed.length > 0) await log.catchUp(ref)
    const again = await log.events.listByIds(ref, changed)
    const messages = new Map([...said, ...again].map((message) => [message._id, message]))
    await log.events.writeTokens(
      [...messages.values()].map((message) => ({
        ref,
        _id: message._id,
        tokens: orNone(logger, message, wordsOf) ?? [],
      })),
    )
    // The first event may bring a participant's name, later ones tell it in a field.
    if (events.some(({ kind, ord }) => kind === 'conv.field' || ord === 1)) await indexNames(ref)
  }

  async function indexNames(ref: Ref): Promise<void> {
    const state = await log.state(ref)
    if (!state) return
    const name = state.fields['name'] ?? state.participants.find(({ id }) => id === state.visitorId)?.name ?? ''
    const email = state.fields['email'] ?? ''
    const tokens = tokensOf(`${name} ${email}`)
    if (tokens.join(' ') !== (state.tokens ?? []).join(' ')) await log.conversations.writeTokens(ref, tokens)
  }

  return {
    wake,
    /** Indexes now what waits; for the sweep, and for tests. */
    async flush(): Promise<void> {
      if (timer) clearTimeout(timer)
      timer = null
      await running
      await drain()
    },
    async close(): Promise<void> {
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
export type SearchIndex = ReturnType<typeof createSearchIndex>

/** What `read` makes of an event; null of one that it cannot read: it would break each try, and hold up its log (N88). */
function orNone<T>(logger: Logger, event: EventRecord, read: (event: EventRecord) => T): T | null {
  try {
    return read(event)
  } catch (error) {
    if (!isBug(error)) throw error
    const { conversationId, _id: eventId } = event
    logger.error({ err: error, conversationId, eventId }, 'event left out of search')
    return null
  }
}

/** A message of a newer instance may have neither text nor files, but always a fallback (SYNC-17). */
function wordsOf(message: EventRecord): string[] {
  const body: Partial<MessageBody> | null = stateOf(message).body
  const names = (body?.attachments ?? []).map(({ name }) => name)
  return tokensOf([body?.text ?? body?.fallback, ...names].join(' '))
}
