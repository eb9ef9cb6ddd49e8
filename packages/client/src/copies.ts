import type { ConversationId, ConversationRow, FrameOf, RouteName, ServerFrame, Timestamp } from '@parley/protocol'
import type { ConversationFold } from '@parley/protocol/reduce'
import { asClientError } from './client-error.ts'
import type { Core } from './core.ts'
import type { RequestInput } from './http/http-client.ts'
import type { Conversation } from './sync/conversation.ts'
import type { LogSnapshot } from './sync/log-copy.ts'
import { findConversation } from './sync/sync.ts'

/** Answers of the server that outlive the page, for when it cannot be reached; what is worth keeping is theirs to say. */
export type Copies = {
  keep(name: RouteName, input: RequestInput, answer: unknown): void
  /** The answer as it was kept last; undefined where there is none. */
  recall(name: RouteName, input: RequestInput): Promise<unknown>
  /** Whoever reads here may no longer have it. */
  drop(name: RouteName, input: RequestInput): void
}

/** Statuses of whoever stands in front of a server that is away. */
const AWAY = new Set([0, 502, 503, 504])
/** Statuses of what is not there, or not for whoever asks. */
const REFUSED = new Set([403, 404])
/** What is on screen goes to the copy so long after it changed, milliseconds. */
const PAUSE_MS = 2000

/**
 * Answers by copies while the server is away. A conversation that comes from one is resumed from its position as any other
 * (SYNC-45), so that an old copy is a slow start and nothing worse. What the server refuses, or says is gone, leaves no
 * copy behind. Returns what ends it.
 */
export function answerByCopies(core: Core, copies: Copies): () => void {
  const { env, request, connection, sync } = core
  /** As the server told open conversations last; what happened since is added when they are kept again. */
  const told = new Map<ConversationId, LogSnapshot>()
  const changed = new Set<ConversationId>()
  let timer: unknown = null

  core.request = (async (name, input, options) => {
    const [answer, isCopy] = await request(name, input, options).then(
      (given) => [given as unknown, false] as const,
      async (error: unknown) => {
        const { status } = asClientError(error)
        if (REFUSED.has(status)) forget(name, input)
        const copy = AWAY.has(status) ? await copies.recall(name, input) : undefined
        if (copy === undefined) throw error
        return [copy, true] as const
      },
    )
    if (!isCopy) copies.keep(name, input, answer)
    if (name === 'getConversation') told.set(idOf(input), answer as LogSnapshot)
    return answer
  }) as Core['request']

  function forget(name: RouteName, input: RequestInput) {
    if (name === 'getConversation') told.delete(idOf(input))
    copies.drop(name, input)
  }

  /** Not theirs any more, or out of a list. What is open hears itself whether it may still be read. */
  function hearGone({ key, conversationId: id }: FrameOf<'gone'>) {
    if (id && !(key && findConversation(sync, id))) forget('getConversation', { params: { id } })
  }

  function flush() {
    env.clearTimeout(timer)
    timer = null
    for (const [id, snapshot] of told) {
      const one = findConversation(sync, id)
      if (!one) told.delete(id)
      else if (changed.has(id) && one.copy) copies.keep('getConversation', { params: { id } }, presentOf(one, snapshot))
    }
    changed.clear()
  }

  const { onFrame } = connection.options
  connection.options.onFrame = (frame: ServerFrame) => {
    onFrame(frame)
    if (frame.t === 'gone') hearGone(frame)
    if (!('conversationId' in frame) || !frame.conversationId || !told.has(frame.conversationId)) return
    if (frame.t !== 'ev' && frame.t !== 'mark') return
    changed.add(frame.conversationId)
    timer ??= env.setTimeout(flush, PAUSE_MS)
  }
  const stopListening = env.on('pagehide', flush)
  return () => {
    stopListening()
    env.clearTimeout(timer)
  }
}

const idOf = ({ params }: RequestInput) => (params as { id: ConversationId }).id

/** The snapshot as the server would send it now, by what has happened since. */
function presentOf(one: Conversation, snapshot: LogSnapshot): LogSnapshot {
  const { copy, marks, myRead } = one
  if (!copy) return snapshot
  const { position, hasEarlier, states } = copy
  const entries = copy.entries.map((entry) => {
    const state = states.get(`msg_${entry.id.slice(4)}`)
    return state ? { ...entry, e: { ...entry.e, state } } : entry
  }) as LogSnapshot['entries'] // as the server pairs states with messages
  const { mine } = snapshot
  return {
    ...{ ...snapshot, position, entries, hasEarlier, marks: marks.peek() },
    ...(mine && { mine: { ...mine, read: myRead.peek() } }),
    ...(snapshot.fields && { fields: (copy.fold as ConversationFold<Timestamp>).fields }),
    ...(snapshot.row && { row: rowOf(snapshot.row, copy.fold as ConversationFold<Timestamp>) }), // agents fold all of it
  }
}

function rowOf(row: ConversationRow, fold: ConversationFold<Timestamp>): ConversationRow {
  const { status, snoozedUntil, assigneeId, priority, tags, rating, request, waitingSince, counts, updatedAt } = fold
  return {
    ...{ ...row, status, snoozedUntil, assigneeId, priority, tags },
    ...{ rating, request, waitingSince, counts, updatedAt },
  } as ConversationRow // of the same fields that the fold began with
}
