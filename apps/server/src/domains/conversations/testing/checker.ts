import { readFileSync } from 'node:fs'
import type { Database } from '@parley/database'
import { type ConversationId, isVisibleKind } from '@parley/protocol'
import { type ConversationRecord, type EventRecord, emptyRecord, foldEvent } from '../model.ts'
import type { JournalLine } from './writer.ts'

export function journalOf(file: string): JournalLine[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as JournalLine)
}

/** What is wrong with the store beside the journals, one line each; empty is good. Reads nothing but the two. */
export async function findFaults(
  db: Database,
  journals: readonly JournalLine[][],
  ids: readonly ConversationId[],
): Promise<string[]> {
  const faults: string[] = []
  for (const id of ids) {
    const summary = await db.collection<ConversationRecord>('conversations').findOne({ _id: id })
    const events = await db
      .collection<EventRecord>('events')
      .find({ workspaceId: summary?.workspaceId ?? 'wsp_0', conversationId: id })
      .sort({ ord: 1 })
      .toArray()
    if (!summary) faults.push(`${id}: no summary`)
    else
      faults.push(
        ...numbering(id, events),
        ...delivery(id, events, journals),
        ...order(id, events),
        ...derived(summary, events),
      )
  }
  return faults
}

/** R05 and R38: both numberings without holes, and no number for a visitor on what he never sees. */
function numbering(id: ConversationId, events: readonly EventRecord[]): string[] {
  let visible = 0
  return events.flatMap(({ ord, vseq, vmax, kind }, i) => {
    if (isVisibleKind(kind)) visible++
    const faults: string[] = []
    if (ord !== i + 1) faults.push(`R05 ${id}: ord ${ord} stands at place ${i + 1}`)
    if (vseq !== (isVisibleKind(kind) ? visible : undefined))
      faults.push(`R38 ${id}: ord ${ord} (${kind}) has vseq ${vseq}, not ${visible}`)
    if (vmax !== visible) faults.push(`R05 ${id}: ord ${ord} has vmax ${vmax}, not ${visible}`)
    return faults
  })
}

/** R03: what was acknowledged is stored, under its number; what is stored was sent; nothing twice. */
function delivery(id: ConversationId, events: readonly EventRecord[], journals: readonly JournalLine[][]): string[] {
  const lines = journals.flat().filter(({ conversationId }) => conversationId === id)
  const sent = new Set<string>(lines.flatMap((line) => (line.at === 'sent' ? [line.cmid] : [])))
  const stored = new Map<string, number>(events.map(({ cmid, ord }) => [cmid, ord]))
  const texts = events.map(({ actor, body }) => `${actor.id} ${JSON.stringify(body)}`)
  return [
    ...lines.flatMap((line) =>
      line.at === 'acked' && stored.get(line.cmid) !== line.ord
        ? [`R03 ${id}: ${line.cmid} acknowledged as ${line.ord}, stored as ${stored.get(line.cmid)}`]
        : [],
    ),
    ...events.filter(({ cmid }) => !sent.has(cmid)).map(({ cmid }) => `R03 ${id}: ${cmid} was never sent`),
    ...texts.filter((text, i) => texts.indexOf(text) !== i).map((text) => `R03 ${id}: stored twice: ${text}`),
  ]
}

/** R04: each sender's counter only rises. */
function order(id: ConversationId, events: readonly EventRecord[]): string[] {
  const last = new Map<string, number>()
  return events.flatMap(({ actor, body, ord }) => {
    const counter = Number((body as { text?: string } | null)?.text?.split(' ')[1])
    const before = last.get(actor.id) ?? 0
    last.set(actor.id, counter)
    return counter > before ? [] : [`R04 ${id}: ${actor.id} ${counter} at ${ord} after ${before}`]
  })
}

/** R30: the summary is the fold of the log. */
function derived(summary: ConversationRecord, events: readonly EventRecord[]): string[] {
  const folded = events
    .map((event, i) => ({ ...event, ord: i + 1 }))
    .reduce(foldEvent, emptyRecord(summary, summary.createdAt))
  const seen = ({ counts, head, status, last, participants }: ConversationRecord) =>
    JSON.stringify({
      counts,
      ord: head.ord,
      status,
      last: last?.messageId,
      participants: participants.map(({ id }) => id),
    })
  return seen(summary) === seen(folded) ? [] : [`R30 ${summary._id}: ${seen(summary)} is not ${seen(folded)}`]
}
