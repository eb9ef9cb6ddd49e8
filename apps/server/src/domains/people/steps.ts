import type { Actor, ContactId, ConversationId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { Contacts } from '../contacts/index.ts'
import type { ConversationRecord, Conversations } from '../conversations/index.ts'
import type { ErasureRecord } from './store.ts'

export type StepDeps = {
  contacts: Pick<Contacts, 'find' | 'eraseAll'>
  conversations: Pick<Conversations, 'erasure'>
  /** Whatever is kept of a browser: itself, where it is called, that it is there. */
  forgetVisitor(workspaceId: WorkspaceId, id: VisitorId): Promise<void>
  /** Whatever is kept of a conversation beside its log: files, drafts, messages to be sent. */
  forgetConversation(workspaceId: WorkspaceId, id: ConversationId): Promise<void>
  /** Rows of imports that hold one of these words. */
  forgetRows(workspaceId: WorkspaceId, words: readonly string[]): Promise<void>
}

/** Messages that are taken away together. */
const AT_ONCE = 200

/** What an erasure does; each step once more changes nothing. */
export function createErasureSteps(deps: StepDeps) {
  async function wordsOf(workspaceId: WorkspaceId, ids: readonly ContactId[]): Promise<string[]> {
    const all = await Promise.all(ids.map((id) => deps.contacts.find(workspaceId, id)))
    return all.flatMap((record) => [record?.email, record?.phone, record?.externalId].flatMap((word) => word || []))
  }

  return {
    /** Whoever proves from now on to be him is somebody new. */
    async contacts({ workspaceId, contactIds }: ErasureRecord): Promise<void> {
      await deps.forgetRows(workspaceId, await wordsOf(workspaceId, contactIds))
      await deps.contacts.eraseAll(workspaceId, contactIds)
    },

    async browsers(workspaceId: WorkspaceId, ids: readonly VisitorId[]): Promise<void> {
      for (const id of ids) await deps.forgetVisitor(workspaceId, id)
    },

    /** How many words it found there; null: it was stopped in the middle. */
    async conversation(
      { by }: Pick<ErasureRecord, 'by'>,
      conversation: ConversationRecord,
      isStopped: () => boolean,
    ): Promise<number | null> {
      const { erasure } = deps.conversations
      const actor: Actor = { type: 'agent', id: by }
      let found = 0
      for (let some = AT_ONCE; some === AT_ONCE; found += some) {
        if (isStopped()) return null
        some = await erasure.words(actor, conversation, AT_ONCE)
      }
      await deps.forgetConversation(conversation.workspaceId, conversation._id)
      await erasure.details(actor, conversation)
      return found
    },
  }
}
