import { type Actor, type ConversationId, type EventBodies, eventIdOf, type MessageId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { conversationFor } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import { type EventRecord, stateOf } from './model.ts'

type Deps = { events: EventStore; conversations: Pick<ConversationStore, 'find'> }
type Version = { text: string; by: Actor; at: string }

/** Changes of one message that are told. */
const MOST = 100

/** What a message said, from first to last; nothing of one that was deleted or redacted. */
export function createHistory({ events, conversations }: Deps) {
  return async (by: AgentPrincipal, id: ConversationId, messageId: MessageId): Promise<Version[]> => {
    await conversationFor(by, id, conversations)
    const ref = { workspaceId: by.workspaceId, conversationId: id }
    const message = await events.find(ref, eventIdOf(messageId))
    const isThere = message && /^(msg|note)\.new$/.test(message.kind) && stateOf(message).body !== null
    if (!isThere) throw new AppError('message_not_found', `No message ${messageId}.`)
    const edits = await events.listEdits(ref, messageId, MOST)
    return [message, ...edits].flatMap((event) => versionOf(event) ?? [])
  }
}

function versionOf({ body, actor, ts }: EventRecord): Version | null {
  const { text } = (body ?? {}) as Partial<EventBodies['msg.edit']> // of what is no text there is none
  return text === undefined ? null : { text, by: actor, at: ts.toISOString() }
}
