import type { FrameOf, LogEntry, Mark } from '@parley/protocol'
import { GAP_BUFFER } from '../times.ts'
import { type Conversation, hold, ownRead, subscribe, typingOf } from './conversation.ts'
import { load, restart } from './loading.ts'
import { applyEntry } from './log-copy.ts'
import { sendAgain, settleBy } from './settling.ts'

/** The line is up. `resumed`: the position stood in `hello`, so no `sub` is needed. */
export function live(one: Conversation, resumed: boolean): void {
  one.isFilling = resumed
  one.queue.value = null // told anew on this line
  if (one.copy) {
    if (!resumed) subscribe(one)
  } else if (one.retryTimer !== null) void load(one)
}

export function hearEvent(one: Conversation, { n, id, e, vseq }: FrameOf<'ev'>): void {
  const at = one.copy?.position.n
  if (at === undefined || n <= at) return
  // The frame's schema does not tie the body to the kind; the server does.
  const entry = { n, id, e, vseq } as LogEntry
  if (n > at + 1) return gap(one, entry)
  apply(one, entry)
  for (let next = one.ahead.get(n + 1); next; next = one.ahead.get(next.n + 1)) {
    one.ahead.delete(next.n)
    apply(one, next)
  }
}

function apply(one: Conversation, entry: LogEntry): void {
  const had = one.copy
  if (!had) return
  hold(one, applyEntry(had, entry, one.around))
  if (entry.e.kind.endsWith('.new')) typingOf(one)?.said(entry.e.actor)
  one.watermarks.move('recv', entry.n)
  settleBy(one, entry)
}

/** A number beyond the next one is never applied over: what is missing is asked for, what came early waits (SYNC-66). */
function gap(one: Conversation, entry?: LogEntry): void {
  if (entry && one.ahead.size < GAP_BUFFER) one.ahead.set(entry.n, entry)
  if (!one.isFilling) subscribe(one)
}

/** The server's head, told with its heartbeat: repairs a lost last event (R09). */
export function hearHead(one: Conversation, n: number): void {
  const { position } = one.copy ?? {}
  if (position && n > position.n) gap(one)
}

/** Replay is over. Whoever is not where the server says he is has missed something, or another log (SYNC-44). */
export function hearSynced(one: Conversation, { n, id, marks }: FrameOf<'synced'>): void {
  const position = one.copy?.position
  if (!position) return
  one.isFilling = false
  one.ahead.clear()
  if (n > position.n) return subscribe(one)
  if (n < position.n || id !== position.id) return restart(one, 'resetting')
  one.marks.value = marks
  one.myRead.value = Math.max(one.myRead.peek(), ownRead(one, marks))
  one.watermarks.resend()
  doubt(one, n)
}

/** Beyond `n` the log may not hold what it acknowledged (SYNC-66); 0 doubts all of it. */
function doubt(one: Conversation, above: number): void {
  sendAgain(
    one.around,
    ({ conversationId, n }) => conversationId === one.id.peek() && (above === 0 || (n ?? 0) > above),
  )
}

/** Watermarks only rise: late and repeated ones change nothing (R23). */
export function hearMark(one: Conversation, { who, recv, read }: Mark): void {
  const all = one.marks.peek()
  const had = all.find((mark) => mark.who.id === who.id)
  const most = (a = 0, b = 0) => Math.max(a, b)
  const mark = { who, recv: most(had?.recv, recv), read: most(had?.read, read) }
  one.marks.value = [...all.filter((other) => other !== had), mark]
  if (who.id === one.around.actor.peek()?.id) one.myRead.value = most(one.myRead.peek(), read)
}

/** The server cannot continue from our position: drop the copy and begin again, and say so (R40). */
export function hearReset(one: Conversation, why: FrameOf<'reset'>['why']): void {
  if (!one.id.peek() || one.state.peek() === 'gone') return
  if (why === 'epoch' || why === 'diverged') doubt(one, 0)
  restart(one, 'resetting')
}

/** Everything up to `n` (the newest when absent) was seen. */
export function read(one: Conversation, n: number = one.copy?.position.n ?? 0): void {
  if (n <= one.myRead.peek()) return
  one.myRead.value = n
  one.watermarks.move('read', n)
}
