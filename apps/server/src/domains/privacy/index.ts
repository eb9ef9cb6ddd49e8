import { type ConversationId, ENDPOINTS, type VisitorId, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import { createAtMostEach } from '../../lib/at-most.ts'
import type { Logger } from '../../lib/logger.ts'
import { actorOf, type VisitorPrincipal } from '../../lib/principal.ts'
import type { Contacts } from '../contacts/index.ts'
import type { ConversationRecord, Conversations } from '../conversations/index.ts'
import type { VisitorRecord, Visitors } from '../visitors/index.ts'

export type PrivacyDeps = {
  conversations: Pick<Conversations, 'erasure' | 'recordsOf'>
  visitors: Pick<Visitors, 'find' | 'erase' | 'toWire'>
  contacts: Pick<Contacts, 'find' | 'eraseAll' | 'eraseUnproved' | 'toWire'>
  /** Removes the files of a conversation. */
  removeFiles(workspaceId: WorkspaceId, id: ConversationId): Promise<void>
  /** Forgets where a visitor is notified. */
  forgetPush(workspaceId: WorkspaceId, id: VisitorId): Promise<void>
  /** Says no more that he is there. */
  forgetLine(workspaceId: WorkspaceId, id: VisitorId): Promise<void>
  /** Takes away what agents write there and have not sent. */
  forgetWork(workspaceId: WorkspaceId, id: ConversationId): Promise<void>
  log: Logger
}

/** Messages that one request takes away; whoever wrote more asks again until it is done. */
const AT_ONCE = 200
/** Requests of one workspace that run at once, and that wait: each reads or writes much (N84). */
const RUNNING = 2
const WAITING = 10
const RETRY_MS = 2_000

/**
 * A visitor's own data, for himself (S15, N98, N99): told, and taken away. Whoever once proved who he is does so again: what
 * is a person's is not given to, or erased by, whoever holds his browser.
 */
export function createPrivacy(deps: PrivacyDeps) {
  const { conversations, visitors, contacts, log } = deps
  const { erasure } = conversations
  const inTurn = createAtMostEach(RUNNING, WAITING, () => {
    return new AppError('rate', 'Too many of these requests at once.', { retryAfterMs: RETRY_MS })
  })

  async function himself(by: VisitorPrincipal): Promise<VisitorRecord> {
    const record = await visitors.find(by.workspaceId, by.visitorId)
    if (!record) throw new AppError('visitor_not_found', 'There is no such visitor.')
    if (record.contactId && by.contactId !== record.contactId)
      throw new AppError('identity_unsigned', 'These data are of a person: identify him first.')
    return record
  }

  async function tell(by: VisitorPrincipal) {
    const record = await himself(by)
    const contact = by.contactId && (await contacts.find(by.workspaceId, by.contactId))
    const all = await conversations.recordsOf(by)
    log.info({ workspaceId: by.workspaceId, visitorId: by.visitorId, conversations: all.length }, 'own data told')
    return {
      visitor: visitors.toWire(record),
      ...(contact && { contact: contacts.toWire(contact) }),
      conversations: await Promise.all(all.map(toldOf)),
    }
  }

  async function toldOf(record: ConversationRecord) {
    const { _id: id, status, rating, createdAt } = record
    const fields = await erasure.fieldsOf(record)
    return { id, status, rating, createdAt: createdAt.toISOString(), fields }
  }

  /** Not of what a link lets him continue here: his page said nothing there. */
  async function metadata(by: VisitorPrincipal, id: ConversationId, after: number) {
    await himself(by)
    const record = (await conversations.recordsOf(by)).find(({ _id }) => _id === id)
    if (!record) throw new AppError('conversation_not_found', 'You have no such conversation.')
    return erasure.metadataOf(record, after)
  }

  /** Himself by proof, and whom agents took him for. */
  async function erasePerson(
    workspaceId: WorkspaceId,
    { contactId, savedAs }: Pick<VisitorRecord, 'contactId' | 'savedAs'>,
  ) {
    if (contactId) await contacts.eraseAll(workspaceId, [contactId])
    if (savedAs) await contacts.eraseUnproved(workspaceId, savedAs)
  }

  /** The profile goes last: until then he is who may ask for the rest. */
  async function erase(by: VisitorPrincipal): Promise<{ done: boolean }> {
    const { workspaceId, visitorId, contactId } = by
    const { savedAs = null } = await himself(by)
    const all = await conversations.recordsOf(by)
    let room = AT_ONCE
    for (const record of all) {
      room -= await erasure.words(actorOf(by), record, room)
      if (room <= 0) return { done: false }
    }
    for (const record of all) {
      await deps.removeFiles(workspaceId, record._id)
      await deps.forgetWork(workspaceId, record._id)
      await erasure.details(actorOf(by), record)
    }
    for (const id of browsersOf(by, all)) {
      await deps.forgetPush(workspaceId, id)
      await visitors.erase(workspaceId, id)
      await deps.forgetLine(workspaceId, id)
    }
    await erasePerson(workspaceId, { contactId, savedAs })
    log.info({ workspaceId, visitorId, contactId, conversations: all.length }, 'own data erased')
    return { done: true }
  }

  return {
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.getOwnData, ({ principal }) => inTurn(principal.workspaceId, () => tell(principal)))
      handle(scopes, ENDPOINTS.listOwnMetadata, ({ principal, params, query }) =>
        inTurn(principal.workspaceId, () => metadata(principal, params.id, Number(query.after ?? 0))),
      )
      handle(scopes, ENDPOINTS.eraseOwnData, ({ principal }) => inTurn(principal.workspaceId, () => erase(principal)))
    },
  }
}

/** A person's are all that he wrote from. */
function browsersOf({ visitorId, predecessorId, contactId }: VisitorPrincipal, all: readonly ConversationRecord[]) {
  const his = contactId ? all.flatMap((record) => record.visitorId ?? []) : []
  return new Set([visitorId, ...(predecessorId ? [predecessorId] : []), ...his])
}
