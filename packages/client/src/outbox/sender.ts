import type { AckFrame, Cmid, ConversationId, ErrorCode, NackFrame } from '@parley/protocol'
import type { CommandResult } from '../api.ts'
import { backoffMs } from '../connection/connection-state.ts'
import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import { ACK_MS, ADOPT_MS, FRAME_BYTES, IN_FLIGHT } from '../times.ts'
import { commandFrame } from './command-frame.ts'
import { acked, added, adopted, afterOf, moved, type OutboxEntry, pendingOf, refused, removed } from './entries.ts'
import type { Outbox } from './outbox.ts'

export type Sender = {
  /** The line is up: everything unacknowledged goes out again, in order. */
  live(): void
  down(): void
  /** Sends what may be sent now; called after every change of the outbox. */
  pump(): void
  ack(frame: Omit<AckFrame, 't' | 'id'>): void
  nack(frame: NackFrame): void
  add(entry: Omit<OutboxEntry, 'seq'>): void
  remove(cmid: Cmid): void
  /** The newest transmission was too large for the server (SYNC-42). */
  tooLarge(): void
  /** The first command to be sent, as a page that goes away hands it over (SYNC-70). */
  parting(): OutgoingFrame | null
  stop(): void
}

type Options = {
  env: Environment
  outbox: Outbox
  tab: string
  transmit(frame: OutgoingFrame): boolean
  /** No acknowledgement for 10 s: the line is dead (SYNC-63). */
  onSilence(): void
  onMoved(from: ConversationId, to: ConversationId): void
  onSettled(cmid: Cmid, result: CommandResult): void
}

/** Sends the stored commands of this tab, in order, at most 16 at a time (`sync.md` 9). */
export function createSender({ env, outbox, tab, transmit, onSilence, onMoved, onSettled }: Options): Sender {
  const inFlight = new Set<Cmid>()
  const transmitted = new Set<Cmid>()
  let isLive = false
  let refusals = 0
  let newest: Cmid | null = null
  let ackTimer: unknown
  let pauseTimer: unknown = null
  let adoptTimer: unknown = null

  function pump() {
    const entries = outbox.stored()
    const pending = pendingOf(entries)
    for (const cmid of inFlight) if (!pending.some((entry) => entry.cmid === cmid)) inFlight.delete(cmid)
    if (!isLive || pauseTimer !== null) return
    for (const entry of pending) {
      if (inFlight.size >= IN_FLIGHT) break
      if (entry.tab === tab && !inFlight.has(entry.cmid)) send(entry, afterOf(entries, entry))
    }
    const foreign = pending.filter((entry) => entry.tab !== tab)
    if (foreign.length && adoptTimer === null) adoptLater(foreign)
  }

  function send(entry: OutboxEntry, after: Cmid | undefined) {
    const frame = commandFrame(entry, after)
    if (JSON.stringify(frame).length * 3 > FRAME_BYTES && bytesOf(frame) > FRAME_BYTES) {
      return refuse(entry.cmid, 'too_large')
    }
    if (!transmit(frame)) return
    if (inFlight.size === 0) expectAck()
    inFlight.add(entry.cmid)
    transmitted.add(entry.cmid)
    newest = entry.cmid
  }

  /** A tab that is closed or frozen does not send its commands; another takes them over (SYNC-67). */
  function adoptLater(foreign: OutboxEntry[]) {
    adoptTimer = env.setTimeout(() => {
      adoptTimer = null
      if (isLive) void outbox.change(adopted(new Set(foreign.map(({ cmid }) => cmid)), tab))
    }, ADOPT_MS)
  }

  function expectAck() {
    env.clearTimeout(ackTimer)
    ackTimer = env.setTimeout(onSilence, ACK_MS)
  }

  function answered(cmid: Cmid) {
    inFlight.delete(cmid)
    if (inFlight.size) expectAck()
    else env.clearTimeout(ackTimer)
  }

  function pause(ms: number) {
    env.clearTimeout(pauseTimer)
    pauseTimer = env.setTimeout(() => {
      pauseTimer = null
      pump()
    }, ms)
  }

  function refuse(cmid: Cmid, code: ErrorCode) {
    void outbox.change(refused(cmid, code))
    onSettled(cmid, { phase: 'failed', code })
  }

  function ack(frame: Omit<AckFrame, 't' | 'id'>) {
    answered(frame.cmid)
    refusals = 0
    void outbox.change(acked(frame, env.now()))
    onSettled(frame.cmid, { phase: 'sent' })
  }

  function nack({ cmid, code, retry, afterMs, to }: NackFrame) {
    answered(cmid)
    const mine = outbox.stored().find((entry) => entry.cmid === cmid)
    if (code === 'moved' && to && mine) {
      if (mine.conversationId) onMoved(mine.conversationId, to)
      void outbox.change(moved(mine, to))
    } else if (retry) pause(afterMs ?? backoffMs(refusals++, env.random()))
    else refuse(cmid, code)
  }

  function down() {
    isLive = false
    inFlight.clear()
    for (const timer of [ackTimer, pauseTimer, adoptTimer]) env.clearTimeout(timer)
    pauseTimer = adoptTimer = null
  }

  return {
    live() {
      isLive = true
      pump()
    },
    down,
    pump,
    ack,
    nack,
    add: (entry) => void outbox.change(added(entry)),
    remove: (cmid) => void outbox.change(removed(cmid, tab, transmitted.has(cmid))),
    tooLarge() {
      if (newest) refuse(newest, 'too_large')
    },
    parting() {
      const entries = outbox.stored()
      const first = pendingOf(entries).find((entry) => entry.tab === tab)
      if (!first) return null
      transmitted.add(first.cmid)
      return commandFrame(first, afterOf(entries, first))
    },
    stop: down,
  }
}

function bytesOf(frame: OutgoingFrame): number {
  return new TextEncoder().encode(JSON.stringify(frame)).length
}
