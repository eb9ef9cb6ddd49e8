import { type AttachmentId, type MessageBody, messageIdOf } from '@parley/protocol'
import type { EventRecord } from './model.ts'

/** The message of an event with the files that it names; null of one that is none, was deleted, or redacted. */
export function messageOf({ _id, kind, body, state, actor, ts: at }: EventRecord) {
  const isNote = kind === 'note.new'
  if ((kind !== 'msg.new' && !isNote) || !body || state?.body === null) return null
  const { attachments = [] } = body as Partial<MessageBody> // of these kinds it is one
  const files: AttachmentId[] = attachments.map(({ id }) => id)
  return { id: messageIdOf(_id), isNote, actor, at, files }
}
