import type { ConversationId, LogEntry } from '@parley/protocol'
import { asClientError, type ClientError } from '../client-error.ts'
import { backoffMs } from '../connection/connection-state.ts'
import { PAGE_SIZE } from '../times.ts'
import { type Conversation, hold, ownRead, setRead, subscribe } from './conversation.ts'
import { copyOf, emptyCopy, type LogSnapshot, withEarlier } from './log-copy.ts'
import { sendAgain, settleBy } from './settling.ts'

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
    // The schema does not tie an entry's body to its kind; the server does.
    const snapshot = (await one.around.request('getConversation', { params: { id } })) as LogSnapshot
    if (number === one.loadNumber) begin(one, snapshot)
  } catch (error) {
    if (number === one.loadNumber) notLoaded(one, asClientError(error))
  }
}

function begin(one: Conversation, snapshot: LogSnapshot): void {
  const { marks, mine, position } = snapshot
  one.failedLoads = 0
  hold(one, copyOf(snapshot, one.around.begin(snapshot)))
  one.marks.value = marks
  setRead(one, mine?.read ?? ownRead(one, marks), mine?.gen)
  one.state.value = 'ready'
  one.watermarks.move('recv', position.n)
  // Once it has left the window again, what is in the log would stand at the end of the thread as if it were under way.
  for (const entry of snapshot.entries) settleBy(one, entry)
  subscribe(one)
}

function notLoaded(one: Conversation, { status, code, to, retryAfterMs }: ClientError): void {
  const { env } = one.around
  if (code === 'moved' && to) become(one, to as ConversationId)
  else if (status === 404) gone(one)
  else if (status > 0 && status < 500 && status !== 429) one.state.value = 'failed'
  else {
    const afterMs = retryAfterMs ?? RETRY_MS + backoffMs(one.failedLoads++, env.random())
    one.retryTimer = env.setTimeout(() => void load(one), afterMs)
  }
}

/** Drops the copy (not the outbox) and takes a snapshot; what was on screen stays until it is there. */
export function restart(one: Conversation, state: 'loading' | 'resetting'): void {
  hold(one, null)
  one.ahead.clear()
  one.isFilling = false
  one.state.value = state
  void load(one)
}

/** Its id became known, or it was merged into `id` (SYNC-93). */
export function become(one: Conversation, id: ConversationId): void {
  const had = one.id.peek()
  one.id.value = id
  if (had === null) {
    // Nothing of a new conversation was seen: its log is read from the beginning, and there is nothing to fetch.
    hold(one, emptyCopy(one.around.begin({})))
    subscribe(one)
  } else if (had !== id) restart(one, 'loading')
}

/** Not there, or not theirs any more. One that was begun here a restore may have taken away whole: it is begun again (R31). */
export function gone(one: Conversation): void {
  one.loadNumber++
  one.around.env.clearTimeout(one.retryTimer)
  one.copy = one.shown.value = null
  one.state.value = 'gone'
  const isIts = ({ conversationId }: { conversationId: ConversationId | null }) => conversationId === one.id.peek()
  const isOwn = one.around.sender.outbox.stored().some((entry) => entry.key && isIts(entry))
  if (isOwn) sendAgain(one.around, isIts)
}

/** One page more before what is here; a second call while one is under way waits for the same. Throws ClientError. */
export function loadEarlier(one: Conversation): Promise<void> {
  one.earlier ??= fetchEarlier(one).finally(() => {
    one.earlier = null
  })
  return one.earlier
}

async function fetchEarlier(one: Conversation): Promise<void> {
  const id = one.id.peek()
  const before = one.copy?.entries[0]?.n
  if (!before || !id || !one.hasEarlier.peek()) return
  const page = await one.around.request('listEvents', { params: { id }, query: { before, limit: PAGE_SIZE } })
  const now = one.copy
  if (now?.entries[0]?.n === before) hold(one, withEarlier(now, page.entries as LogEntry[], page.hasMore))
}
