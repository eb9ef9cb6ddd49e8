import type { BusMessage, EphemeralNote, EventNote, MarkNote, RowNote } from '../bus/bus.ts'
import { actorOf } from '../lib/principal.ts'
import type { BegunHub } from './begun.ts'
import type { Hub } from './hub.ts'
import type { ListHub } from './lists.ts'
import { mayHear } from './own-keys.ts'
import type { Readers } from './reader.ts'

type Parts = { hub: Hub; lists: ListHub; begun: BegunHub; readers: Readers }

/** A hint from the bus reaches those of this process whom it concerns; it grants nothing (SYNC-75). */
export function heardFrom(
  parts: Parts,
  message: Extract<BusMessage, EventNote | RowNote | MarkNote | EphemeralNote>,
): void {
  switch (message.type) {
    case 'event':
      return parts.hub.hear(message)
    case 'row':
      return hearRow(parts, message)
    case 'mark':
      return hearMark(parts, message)
    case 'eph':
      return hearEphemeral(parts, message)
  }
}

function hearRow({ hub, lists, begun, readers }: Parts, note: RowNote): void {
  lists.hear(note)
  begun.hear(note)
  // An agent may have lost the conversation with this change: to another department or assignee, or a chat that he left.
  for (const { sink } of hub.readers(note.conversationId, 'agent'))
    if (!mayHear(sink.principal, note.keys)) readers.recheckSink(sink, note.conversationId)
}

function hearMark({ hub }: Parts, { conversationId, ...note }: MarkNote): void {
  for (const audience of ['agent', 'visitor'] as const) {
    const mark = note[audience]
    if (!mark) continue
    const text = JSON.stringify({ t: 'mark', conversationId, ...mark })
    for (const { sink, buffer } of hub.readers(conversationId, audience)) if (!buffer) sink.send(text)
  }
}

function hearEphemeral({ hub, lists }: Parts, note: EphemeralNote): void {
  const { conversationId, from, forVisitors, frame } = note
  const readers = [
    ...hub.readers(conversationId, 'agent'),
    ...(forVisitors ? hub.readers(conversationId, 'visitor') : []),
  ]
  for (const { sink, buffer } of readers) {
    const isSender = actorOf(sink.principal).id === from.id
    if (!buffer && !isSender) sink.sendIfIdle(frame)
  }
  lists.hearEphemeral(note, new Set(readers.map(({ sink }) => sink)))
}
