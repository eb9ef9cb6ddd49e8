import { gaps } from './gaps.ts'
import type { JournalLine } from './journal.ts'
import type { StoredEvent } from './stored-log.ts'

type Logs = ReadonlyMap<string, readonly StoredEvent[]>
type Journals = ReadonlyMap<string, readonly JournalLine[]>

/** How a run ended; all but the first three must be 0. */
export type Counts = {
  sent: number
  acked: number
  stored: number
  /** Acknowledged and not in the log. */
  lost: number
  /** In the log and never sent. */
  ghost: number
  /** Twice in the log or in a view. */
  dup: number
  /** A sender's messages in another order than he sent them. */
  order: number
  /** Numbers that are not contiguous, for either audience. */
  hole: number
  /** Views that differ from the log at the end. */
  diverged: number
  /** Views that silently left something out, at any time. */
  gap: number
  /** Neither acknowledged nor refused at the end. */
  pending: number
}

export type Check = { counts: Counts; faults: string[] }

/** Judges a run by what people wrote down and what the store holds, and by nothing that the server says of itself. */
export function check(journals: Journals, logs: Logs): Check {
  const lines = [...journals].flatMap(([who, written]) => written.map((line) => ({ ...line, who })))
  const of = <At extends JournalLine['at']>(at: At) =>
    lines.filter((line): line is Extract<JournalLine, { at: At }> & { who: string } => line.at === at)
  const sent = of('sent')
  const acked = of('acked')
  const events = [...logs.values()].flat()
  const found = {
    lost: lost(acked, events),
    ghost: ghosts(sent, acked, logs),
    dup: [...storedTwice(events), ...of('twice').map(({ who, what }) => `dup: ${who} saw ${what} twice`)],
    order: disorder(logs),
    hole: [...logs.values()].flatMap(holes),
    diverged: of('view').flatMap((view) => divergence(view, logs.get(view.conversationId) ?? [])),
    gap: gaps(of('shown'), logs),
    pending: pending(sent, [...acked, ...of('refused')]),
  }
  const numbers = Object.entries(found).map(([name, faults]) => [name, faults.length] as const)
  const said = new Set(sent.map(({ cmid }) => cmid))
  const stored = events.filter(({ cmid }) => said.has(cmid)).length
  return {
    counts: { sent: sent.length, acked: acked.length, stored, ...Object.fromEntries(numbers) } as Counts,
    faults: Object.values(found).flat(),
  }
}

type Acked = { who: string; cmid: string; conversationId: string }
type Sent = { who: string; cmid: string }

function lost(acked: readonly Acked[], events: readonly StoredEvent[]): string[] {
  const stored = new Set(events.map(({ cmid }) => cmid))
  return acked.filter(({ cmid }) => !stored.has(cmid)).map(({ who, cmid }) => `lost: ${who} was told ${cmid} is stored`)
}

/** Only conversations that somebody of the run wrote in: the store may hold others. */
function ghosts(sent: readonly Sent[], acked: readonly Acked[], logs: Logs): string[] {
  const known = new Set(sent.map(({ cmid }) => cmid))
  const ours = new Set(acked.map(({ conversationId }) => conversationId))
  return [...ours].flatMap((id) =>
    (logs.get(id) ?? [])
      .filter(({ kind, cmid }) => /^(msg|note)\.new$/.test(kind) && !known.has(cmid))
      .map(({ ord }) => `ghost: ${id} holds at ${ord} what nobody sent`),
  )
}

function storedTwice(events: readonly StoredEvent[]): string[] {
  const seen = new Set<string>()
  return events.flatMap(({ cmid, actor, body, conversationId, ord }) => {
    const names = [cmid, ...(body?.text ? [`${actor.id} ${body.text}`] : [])]
    const again = names.filter((name) => seen.has(name))
    for (const name of names) seen.add(name)
    return again.length > 0 ? [`dup: ${conversationId} holds at ${ord} again: ${again[0]}`] : []
  })
}

/** Everybody writes `name counter`: a name's counter only rises within a conversation. */
function disorder(logs: Logs): string[] {
  return [...logs].flatMap(([id, log]) => {
    const last = new Map<string, number>()
    return log.flatMap(({ body, ord, kind }) => {
      const [, name, digits] = /^(\S+) (\d+)$/.exec((/\.new$/.test(kind) && body?.text) || '') ?? []
      if (name === undefined) return []
      const before = last.get(name) ?? 0
      last.set(name, Number(digits))
      return Number(digits) > before ? [] : [`order: ${id} has ${name} ${digits} at ${ord}, after ${before}`]
    })
  })
}

/** `ord` is 1..n, `vseq` 1..m over what a visitor may see, `vmax` the last of it; and time does not run backwards. */
function holes(log: readonly StoredEvent[]): string[] {
  let visible = 0
  return log.flatMap(({ ord, vseq, vmax, ts, conversationId }, i) => {
    if (vseq !== undefined) visible++
    const before = log[i - 1]
    return [
      ...(ord === i + 1 ? [] : [`hole: ${conversationId} has ord ${ord} at place ${i + 1}`]),
      ...(vseq === undefined || vseq === visible ? [] : [`hole: ${conversationId} has vseq ${vseq}, not ${visible}`]),
      ...(vmax === visible ? [] : [`hole: ${conversationId} has vmax ${vmax}, not ${visible}`]),
      ...(before && before.ts > ts ? [`hole: ${conversationId} is earlier at ${ord} than before it`] : []),
    ]
  })
}

type View = Extract<JournalLine, { at: 'view' }> & { who: string }

function divergence({ who, conversationId, side, messages }: View, log: readonly StoredEvent[]): string[] {
  const visible = log.filter(({ kind, vseq }) => /\.new$/.test(kind) && (side === 'agent' || vseq !== undefined))
  const told = visible.map(({ ord, vseq, cmid }) => `${side === 'agent' ? ord : vseq} ${cmid}`)
  const shown = messages.filter(({ n }) => n !== null).map(({ n, cmid }) => `${n} ${cmid}`)
  const at = told.findIndex((line, i) => line !== shown[i])
  if (at < 0 && told.length === shown.length) return []
  const place = at < 0 ? told.length : at
  return [`diverged: ${who} has in ${conversationId} at place ${place + 1} ${shown[place]}, the log ${told[place]}`]
}

function pending(sent: readonly Sent[], settled: readonly { cmid: string }[]): string[] {
  const known = new Set(settled.map(({ cmid }) => cmid))
  return sent
    .filter(({ cmid }) => !known.has(cmid))
    .map(({ who, cmid }) => `pending: ${who} never heard what became of ${cmid}`)
}
