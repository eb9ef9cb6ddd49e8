import type { AgentId, EventBodies } from '@parley/protocol'
import type { EventNote, RowNote } from '../../bus/bus.ts'
import { movesTo } from './merge-rules.ts'
import { type ConversationRecord, type EventRecord, isWaiting, presentKeys, whomOf } from './model.ts'
import { frameFor, rowFrame } from './projection.ts'

/** What the bus is told of a stored event: its frames, made once for all who read it. */
export function eventNote(event: EventRecord): EventNote {
  const { workspaceId, conversationId, _id: id, ord, vseq, vmax } = event
  const [agent, visitor] = [frameFor('agent', event), frameFor('visitor', event)]
  return {
    type: 'event',
    workspaceId,
    conversationId,
    id,
    ord,
    ...(vseq !== undefined && { vseq }),
    vmax,
    ...movesTo(event),
    ...withoutWhom(event),
    ...(agent && { frames: { agent, ...(visitor && { visitor }) } }),
  }
}

/** Who takes part no more from this event on. A log may hold what nobody of ours wrote. */
export function withoutWhom({ kind, body }: EventRecord): Pick<EventNote, 'without'> {
  if (kind !== 'part.leave') return {}
  const who = (body as Partial<EventBodies['part.leave']> | null)?.who
  return who?.type === 'agent' ? { without: who.id as AgentId } : {} // by its type
}

/** What the bus is told of a folded summary; null while it stands in no list. Lists it left before `since` know it. */
export function rowNote(record: ConversationRecord, since: Date): RowNote | null {
  const { workspaceId, _id: conversationId, head } = record
  const keys = presentKeys(record)
  if (keys.length === 0) return null
  const left = record.left.filter(({ at }) => at >= since).map(({ key }) => key)
  return {
    ...{ type: 'row', workspaceId, conversationId, ord: head.ord, keys, left, frame: rowFrame(record) },
    ...(isWaiting(record) && { waits: true }),
    ...(record.isUnanswered && { begunWith: whomOf(record) }),
  }
}
