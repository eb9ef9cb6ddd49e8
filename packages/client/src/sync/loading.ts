import type { ConversationId } from '@parley/protocol'
import { asClientError, type ClientError } from '../client-error.ts'
import { backoffMs } from '../connection/connection-state.ts'
import { type Conversation, setRead, subscribe } from './conversation.ts'
import { copyOf, emptyCopy, type LogSnapshot, withEarlier } from './log-copy.ts'

/** Between two tries to load, beside the back-off. */
const RETRY_MS = 500

/** The start-up path, and what follows a reset (SYNC-6); tried again until the server answers one way or the other. */
export async function load(one: Conversation): Promise<void> {
  const id = one.id.peek()
  if (id === null) return
  const number = ++one.loadNumber
  one.around.env.clearTimeout(one.retryTimer)
  one.retryTimer = null
  try {
    const snapshot = await one.around.snapshot(id)
    if (number === one.loadNumber) begin(one, snapshot)
  } catch (error) {
    if (number === one.loadNumber) notLoaded(one, asClientError(error))
  }
}

function begin(one: Conversation, snapshot: LogSnapshot): void {
  one.failedLoads = 0
  one.copy.value = copyOf(snapshot)
  one.before.value = null
  one.marks.value = snapshot.marks
  const own = snapshot.marks.find(({ who }) => who.id === one.around.me.peek()?.id)
  setRead(one, snapshot.mine?.read ?? own?.read ?? 0, snapshot.mine?.gen)
  one.state.value = 'ready'
  one.watermarks.move('recv', snapshot.position.n)
  subscribe(one)
}

function notLoaded(one: Conversation, { status, code, to, retryAfterMs }: ClientError): void {
  const { env } = one.around
  if (code === 'moved' && to) return become(one, to as ConversationId)
  if (status === 404) return gone(one)
  if (status > 0 && status < 500 && status !== 429) {
    one.state.value = 'failed'
    return
  }
  const afterMs = retryAfterMs ?? RETRY_MS + backoffMs(one.failedLoads++, env.random())
  one.retryTimer = env.setTimeout(() => void load(one), afterMs)
}

/** Drops the copy (not the outbox) and takes a snapshot; what was on screen stays until it is there. */
export function restart(one: Conversation, state: 'loading' | 'resetting'): void {
  one.before.value = one.copy.peek() ?? one.before.peek()
  one.copy.value = null
  one.ahead.clear()
  one.isFilling = false
  one.state.value = state
  void load(one)
}

/** Its id became known, or it was merged into `id` (SYNC-93). */
export function become(one: Conversation, id: ConversationId): void {
  const had = one.id.peek()
  if (had === id) return
  one.id.value = id
  if (had !== null) return restart(one, 'loading')
  // Nothing of a new conversation was seen: its log is read from the beginning, and there is nothing to fetch.
  one.copy.value = emptyCopy()
  subscribe(one)
}

export function gone(one: Conversation): void {
  one.loadNumber++
  one.around.env.clearTimeout(one.retryTimer)
  one.copy.value = one.before.value = null
  one.state.value = 'gone'
}

/** One page more before what is here; a second call while one is under way waits for the same. */
export function loadEarlier(one: Conversation): Promise<void> {
  one.earlier ??= fetchEarlier(one).finally(() => {
    one.earlier = null
  })
  return one.earlier
}

async function fetchEarlier(one: Conversation): Promise<void> {
  const id = one.id.peek()
  const { entries: held = [], hasEarlier } = one.copy.peek() ?? {}
  const first = held[0]?.n
  if (!first || !id || !hasEarlier) return
  const { entries, hasMore } = await one.around.page(id, first)
  const now = one.copy.peek()
  if (now?.entries[0]?.n === first) one.copy.value = withEarlier(now, entries, hasMore)
}
