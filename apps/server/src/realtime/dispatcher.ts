import { type CancelFrame, CLOSE, type ClientFrame, type HelloFrame, type SendFrame } from '@parley/protocol'
import { isBug } from '../errors/is-bug.ts'
import { actorOf, type Principal } from '../lib/principal.ts'
import { take } from './bucket.ts'
import {
  type Connection,
  close,
  commandAnswered,
  commandCame,
  isThirdBadFrame,
  send,
  tell,
  throttle,
} from './connection.ts'
import type { DispatcherDeps } from './dispatcher-deps.ts'
import { ephemeralNote } from './ephemeral.ts'
import { type Parsed, parseFrame } from './frames.ts'
import { hello, renew } from './hello.ts'
import type { Sub } from './hub.ts'

type Command = SendFrame | CancelFrame
type Handled = Exclude<ClientFrame, HelloFrame | Command>
type Ephemeral = Extract<Handled, { t: 'eph' }>

/** Trouble of ours: the client backs off and resumes. */
const TROUBLE = 1011

/** Frames of one socket: parsed, counted, and handed to who answers them. No input may end the process (SYNC-56). */
export function createDispatcher(deps: DispatcherDeps) {
  return {
    /** A message of the socket. */
    receive(one: Connection, bytes: Buffer, isBinary: boolean): void {
      if (one.phase === 'closed') return
      const now = deps.monotonic()
      one.heardAt = now
      if (throttle(one, now)) return
      if (isBinary) return close(one, CLOSE.malformed)
      if (one.phase === 'new' && bytes.length > deps.limits.helloBytes) return close(one, CLOSE.tooLarge)
      const parsed = parseFrame(bytes, one.level)
      if (one.phase === 'open') next(deps, one, parsed)
      else first(deps, one, parsed)
    },
    currentOf: (one: Connection): Promise<Principal | null> => currentOf(deps, one),
  }
}
export type Dispatcher = ReturnType<typeof createDispatcher>

/** `hello` comes first and alone: whatever else comes before `welcome` ends the socket (N08). */
function first(deps: DispatcherDeps, one: Connection, parsed: Parsed): void {
  if (one.phase !== 'new' || parsed.is !== 'frame' || parsed.frame.t !== 'hello') return close(one, CLOSE.malformed)
  const { frame } = parsed
  one.phase = 'opening'
  inTurn(deps, one, () => hello(deps, one, frame))
}

function next(deps: DispatcherDeps, one: Connection, parsed: Parsed): void {
  if (parsed.is === 'malformed') return close(one, CLOSE.malformed)
  if (parsed.is === 'bad') return bad(deps, one, parsed)
  const { frame } = parsed
  if (frame.t === 'hello') return close(one, CLOSE.malformed)
  if (frame.t === 'send' || frame.t === 'cancel') return command(deps, one, frame)
  inTurn(deps, one, () => handle(deps, one, frame))
}

function bad(deps: DispatcherDeps, one: Connection, { code, cmid, ref }: Extract<Parsed, { is: 'bad' }>): void {
  if (isThirdBadFrame(one, deps.monotonic())) return close(one, CLOSE.malformed)
  if (cmid === null) tell(one, { t: 'err', code, ...(ref !== null && { ref }) })
  else tell(one, { t: 'nack', cmid, code, retry: false })
}

/** One after the other: `unsub` must not overtake its `sub`. A failure ends the socket, not the process. */
function inTurn({ log }: DispatcherDeps, one: Connection, work: () => Promise<void> | undefined): void {
  one.queue = one.queue.then(work).catch((error: unknown) => {
    log.warn({ err: error, connectionId: one.id }, 'frame failed')
    close(one, TROUBLE)
  })
}

/** Commands do not wait for each other here: `append` orders those of one conversation. */
function command(deps: DispatcherDeps, one: Connection, frame: Command): void {
  commandCame(one)
  answerTo(deps, one, frame)
    .then((answer) => answer && tell(one, answer))
    .catch((error: unknown) => {
      deps.log.error({ err: error, connectionId: one.id }, 'command failed')
      // A store that is down is asked again: no message is given up for that (R14).
      const retry = !isBug(error)
      tell(one, { t: 'nack', cmid: frame.cmid, code: retry ? 'store' : 'internal_error', retry })
    })
    .finally(() => commandAnswered(one))
}

async function answerTo(deps: DispatcherDeps, one: Connection, frame: Command) {
  const principal = await currentOf(deps, one)
  return principal && deps.feed.submit(principal, frame)
}

/** The principal as it is now, at most 5 s old (SYNC-58); null closes the socket. */
async function currentOf({ authenticator }: DispatcherDeps, one: Connection): Promise<Principal | null> {
  if (!one.principal || one.phase !== 'open') return null
  const principal = await authenticator.current(one.principal)
  if (principal) one.principal = principal
  else close(one, CLOSE.unauthenticated)
  return principal
}

function handle(deps: DispatcherDeps, one: Connection, frame: Handled): Promise<void> | undefined {
  const { readers, feed } = deps
  const { reader, principal } = one
  if (!reader || !principal || one.phase !== 'open') return
  switch (frame.t) {
    case 'sub':
      return readers.sub(reader, frame.conversationId, frame.since)
    case 'list':
      return readers.list(reader, frame.key, frame.at ?? null)
    case 'auth':
      return renew(deps, one, frame.access)
    case 'unsub':
      readers.unsub(reader, frame.conversationId)
      return
    case 'unlist':
      readers.unlist(reader, frame.key)
      return
    case 'recv':
    case 'read':
      feed.mark(principal, frame)
      return
    case 'eph':
      return ephemeral(deps, one, frame)
    case 'hb':
      // An answer to ours carries its number; without one it is a probe, which is answered.
      if (frame.c === undefined) send(one, '{"t":"hb"}')
  }
}

async function ephemeral(deps: DispatcherDeps, one: Connection, frame: Ephemeral): Promise<void> {
  if (!one.principal || take(one.ephemeral, deps.monotonic()) > 0 || deps.isOverloaded()) return
  const sub = one.reader?.subs.get(frame.conversationId)
  if (!sub || sub.buffer || sub.over) return tell(one, { t: 'err', code: 'conversation_not_found', ref: 'eph' })
  // Whether words may travel is not known while the store is silent: then they do not.
  if (frame.k === 'draft' && !(await deps.feed.mayPreview(one.principal).catch(() => false))) return
  if (frame.k === 'cursor') followLook(deps, sub, frame.d !== false)
  await publish(deps, sub, frame)
}

/** What colleagues do is told to the lists that hold the conversation as well; while the store is silent, to its readers alone. */
async function publish({ bus, feed }: DispatcherDeps, { lane, sink }: Sub, frame: Ephemeral): Promise<void> {
  const { principal } = sink
  const isForLists = principal.type === 'agent' && frame.k !== 'draft'
  const keys = isForLists ? await feed.rowKeys(lane.ref).catch(() => []) : []
  bus.publish({ ...ephemeralNote(lane.ref, actorOf(principal), frame), ...(keys.length > 0 && { keys }) })
}

/** An agent who looks at a conversation is told to have left when his line ends, unless another tab of his looks on. */
function followLook(deps: DispatcherDeps, sub: Sub, isLooking: boolean): void {
  if (sub.sink.principal.type !== 'agent') return
  const { conversationId } = sub.lane.ref
  sub.onEnd = isLooking
    ? () => {
        if (!deps.readers.looksOn(sub)) void publish(deps, sub, { t: 'eph', conversationId, k: 'cursor', d: false })
      }
    : null
}
