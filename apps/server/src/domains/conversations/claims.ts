import type { ContactId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { newCmid } from '../../lib/new-id.ts'
import { type Decide, hashOf, refuse } from './command.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Introduce } from './introduce.ts'
import type { Log } from './log.ts'
import type { Marks } from './marks.ts'

type Deps = {
  introduce: Introduce
  log: Log
  conversations: Pick<ConversationStore, 'listOfVisitors'>
  marks: Pick<Marks, 'inherit'>
  clock: Clock
}
type Person = { _id: ContactId; name?: string | undefined; email?: string | undefined }
export type Claim = { workspaceId: WorkspaceId; contact: Person; visitorIds: readonly VisitorId[] }

/**
 * Gives what was said in a person's browsers to him, in the log (`conv.contact`), since he proved that both are his
 * (SYNC-86). A conversation that is somebody's stays his. Repeating it is harmless, and finishes what a crash left.
 */
export function createClaims({ log, conversations, marks, introduce, clock }: Deps) {
  return async ({ workspaceId, contact, visitorIds }: Claim): Promise<void> => {
    const actor = { type: 'contact', id: contact._id, ...(contact.name && { name: contact.name }) } as const
    const body = { contactId: contact._id, name: contact.name ?? null }
    const decide: Decide = (state) =>
      state.contactId === null && state.updatedAt !== null
        ? { kind: 'conv.contact', body }
        : refuse('unchanged', 'It is somebody’s already, or nothing was said here yet.')
    for (const { _id: conversationId, visitorId, contactId } of await conversations.listOfVisitors(
      workspaceId,
      visitorIds,
    )) {
      if (contactId !== null || visitorId === null) continue
      const ref = { workspaceId, conversationId }
      await marks.inherit(ref, visitorId, { type: 'contact', id: contact._id })
      const command = { cmid: newCmid(clock.now()), h: hashOf('conv.contact', body), actor }
      await log.append({ ...ref, command, decide })
      await introduce(ref, defined({ name: contact.name, email: contact.email }))
    }
  }
}
