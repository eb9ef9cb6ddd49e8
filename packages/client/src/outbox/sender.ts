import type { AckFrame, Cmid, ConversationId, ErrorCode, FrameOf, NackFrame } from '@parley/protocol'
import type { CommandResult } from '../api.ts'
import { backoffMs } from '../connection/connection-state.ts'
import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import { toJson } from '../json.ts'
import { ACK_MS, ADOPT_MS, FRAME_BYTES, IN_FLIGHT } from '../times.ts'
import { commandFrame } from './command-frame.ts'
import { acked, adopted, afterOf, moved, type OutboxEntry, pendingOf, refused } from './entries.ts'
import type { Outbox } from './outbox.ts'

/** UTF-8 takes at most so many bytes for a unit of a string's length. */
const BYTES_PER_UNIT = 3

/** Stored, or refused for good. */
export type OnSettled = (cmid: Cmid, result: CommandResult) => void

type Options = {
  env: Environment
  outbox: Outbox
  /** The tab whose commands these are; others' are taken over when they lie too long. */
  tab: string
  transmit(frame: OutgoingFrame): boolean
  /** No acknowledgement for 10 s: the line is dead (SYNC-63). */
  onSilence(): void
  onMoved(from: ConversationId, to: ConversationId): void
  onSettled: OnSettled | undefined
}

/** Sends the stored commands of this tab, in order, at most 16 at a time (`sync.md` 9). */
export type Sender = Options & {
  isLive: boolean
  /** Of the last `welcome`; what it does not name is as in `times.ts`. */
  limits: FrameOf<'welcome'>['limits']
  inFlight: Set<Cmid>
  /** Whatever went out in the life of this page. */
  transmitted: Set<Cmid>
  newest: Cmid | null
  /** Refusals with `retry` since the last acknowledgement. */
  refusals: number
  ackTimer: unknown
  pauseTimer: unknown
  adoptTimer: unknown
}

export function createSender(options: Options): Sender {
  const timers = { ackTimer: null, pauseTimer: null, adoptTimer: null }
  const held = { inFlight: new Set<Cmid>(), transmitted: new Set<Cmid>(), newest: null }
  return { ...options, ...timers, ...held, isLive: false, limits: {}, refusals: 0 }
}

/** The line is up: everything unacknowledged goes out again, in order, also what a line before it may still hold. */
export function goLive(sender: Sender, limits: Sender['limits']): void {
  goDown(sender)
  sender.limits = limits
  sender.isLive = true
  pump(sender)
}

export function goDown(sender: Sender): void {
  const { env, inFlight, ackTimer, pauseTimer, adoptTimer } = sender
  inFlight.clear()
  for (const timer of [ackTimer, pauseTimer, adoptTimer]) env.clearTimeout(timer)
  Object.assign(sender, { isLive: false, pauseTimer: null, adoptTimer: null })
}

/** Sends what may be sent now; called after every change of the outbox. */
export function pump(sender: Sender): void {
  const { outbox, tab, inFlight, limits } = sender
  // What the storage does not know to be settled yet is settled all the same.
  const unsettled = new Set(pendingOf(outbox.shown.peek()).map(({ cmid }) => cmid))
  const entries = outbox.stored().filter(({ cmid }) => unsettled.has(cmid))
  const pending = pendingOf(entries)
  for (const cmid of inFlight) if (!pending.some((entry) => entry.cmid === cmid)) inFlight.delete(cmid)
  if (!sender.isLive || sender.pauseTimer !== null) return
  const most = limits['inFlight'] || IN_FLIGHT
  const mine = pending.filter((entry) => entry.tab === tab && !inFlight.has(entry.cmid))
  // `after` is looked up now: what was before may have been acknowledged, refused or cancelled (SYNC-64).
  for (const entry of mine) if (inFlight.size < most) send(sender, entry, afterOf(entries, entry))
  const foreign = pending.filter((entry) => entry.tab !== tab)
  if (foreign.length) sender.adoptTimer ??= adoptLater(sender, foreign)
}

function send(sender: Sender, entry: OutboxEntry, after: Cmid | undefined): void {
  const { inFlight, transmitted, transmit } = sender
  const frame = commandFrame(entry, after)
  if (toJson(frame).length > FRAME_BYTES / BYTES_PER_UNIT) return refuse(sender, entry.cmid, 'too_large')
  if (!transmit(frame)) return
  inFlight.add(entry.cmid)
  if (inFlight.size === 1) expectAck(sender)
  transmitted.add(entry.cmid)
  sender.newest = entry.cmid
}

/** A tab that is closed or frozen does not send its commands; another takes them over (SYNC-67). */
function adoptLater(sender: Sender, foreign: OutboxEntry[]): unknown {
  return sender.env.setTimeout(() => {
    // What was refused because these were missing need not wait any longer.
    sender.env.clearTimeout(sender.pauseTimer)
    Object.assign(sender, { adoptTimer: null, pauseTimer: null, refusals: 0 })
    void sender.outbox.change(adopted(new Set(foreign.map(({ cmid }) => cmid)), sender.tab))
  }, ADOPT_MS)
}

function expectAck(sender: Sender): void {
  const { env, limits, onSilence } = sender
  env.clearTimeout(sender.ackTimer)
  if (sender.inFlight.size) sender.ackTimer = env.setTimeout(onSilence, limits['ackMs'] || ACK_MS)
}

export function hearAck(sender: Sender, ack: Omit<AckFrame, 't' | 'id'>): void {
  sender.inFlight.delete(ack.cmid)
  expectAck(sender)
  sender.refusals = 0
  void sender.outbox.change(acked(ack, sender.env.now()))
  sender.onSettled?.(ack.cmid, { phase: 'sent' })
}

export function hearNack(sender: Sender, { cmid, code, retry, afterMs, to }: NackFrame): void {
  const { env, outbox, inFlight, onMoved } = sender
  inFlight.delete(cmid)
  expectAck(sender)
  const mine = outbox.stored().find((entry) => entry.cmid === cmid)
  if (code === 'moved' && to && mine) {
    if (mine.conversationId) onMoved(mine.conversationId, to)
    void outbox.change(moved(mine, to))
  } else if (!retry) refuse(sender, cmid, code)
  // All that was in flight behind a refused command is refused with it: that is one refusal.
  else if (afterMs || sender.pauseTimer === null) pause(sender, afterMs ?? backoffMs(sender.refusals++, env.random()))
}

/** Nothing goes out for a while: what was refused for now must not be overtaken. */
function pause(sender: Sender, ms: number): void {
  sender.env.clearTimeout(sender.pauseTimer)
  sender.pauseTimer = sender.env.setTimeout(() => {
    sender.pauseTimer = null
    pump(sender)
  }, ms)
}

/** Refused for good: no longer pending, and whoever waits is told. */
export function refuse(sender: Sender, cmid: Cmid, code: ErrorCode): void {
  void sender.outbox.change(refused(cmid, code))
  sender.onSettled?.(cmid, { phase: 'failed', code })
}

/** The first command to be sent, as a page that goes away hands it over (SYNC-70). */
export function partingFrame({ outbox, tab, transmitted }: Sender): OutgoingFrame | null {
  const entries = outbox.stored()
  const first = pendingOf(entries).find((entry) => entry.tab === tab)
  if (!first) return null
  transmitted.add(first.cmid)
  return commandFrame(first, afterOf(entries, first))
}
