import {
  type Attachment,
  type AttachmentId,
  type ConversationId,
  type CreateKey,
  LIMITS,
  type WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { conversationIdOf } from '../../lib/new-id.ts'
import { type AgentPrincipal, actorOf, formerIdsOf, type Principal } from '../../lib/principal.ts'
import type { AttachmentBinder } from '../conversations/ports.ts'
import type { AttachmentDeps } from './deps.ts'
import { createFileKeeping } from './keeping.ts'
import { type AttachmentRecord, toWire } from './model.ts'
import type { AttachmentStore, Place } from './store.ts'

type Held = { conversationId: ConversationId; ids: readonly AttachmentId[]; until: Date }
type Target = { conversationId?: ConversationId | undefined; createKey?: CreateKey | undefined }

export function createAttachmentActions(deps: AttachmentDeps) {
  const { store, blobs, clock, gate, mergedInto } = deps
  async function removeFiles({ blobKey, thumbnailKey }: AttachmentRecord): Promise<void> {
    await blobs.remove(blobKey)
    if (thumbnailKey) await blobs.remove(thumbnailKey)
  }

  /** Every bound file is looked at once, a day after; each round leaves the list shorter. */
  async function removeUnlogged(before: Date): Promise<number> {
    const page = await store.listUnproven(before)
    if (page.length === 0) return 0
    let count = 0
    for (const record of page) {
      if (await isNamed(deps, record)) await store.prove(record)
      else if (await store.removeUnproven(record)) {
        await removeFiles(record)
        count += 1
      }
    }
    return count + (await removeUnlogged(before))
  }

  return {
    ...{ removeAll: removalOf(store, removeFiles), holdFor: holdingOf(store), keeping: createFileKeeping(deps) },
    /** The conversation that an upload is for; with a create key it may not have begun. Throws `conversation_not_found`. */
    async targetOf(by: Principal, { conversationId, createKey }: Target): Promise<ConversationId> {
      if (Boolean(conversationId) === Boolean(createKey)) {
        throw new AppError('invalid_request', 'Give either `conversationId` or `createKey`.')
      }
      // Whoever knows the key of another's conversation uploads into nothing: no message of his can name it there.
      if (createKey) return conversationIdOf(by.workspaceId, createKey)
      if (!conversationId || !(await gate(by, conversationId))) throw noConversation()
      return conversationId
    },

    /**
     * The files of `ids` that `by` may have: all of a conversation for its agents; for a visitor those that a message
     * he can see names (S11), and his own. Throws `conversation_not_found`, `attachment_not_found`.
     */
    async readable(
      by: Principal,
      conversationId: ConversationId,
      ids: readonly AttachmentId[],
    ): Promise<AttachmentRecord[]> {
      const isInside = await gate(by, conversationId)
      if (!isInside && by.type === 'agent') throw noConversation()
      const place = { workspaceId: by.workspaceId, conversationId, ids: [...new Set(ids)] }
      const found = await uploadsOf({ store, mergedInto }, place, (id) => gate(by, id))
      const allowed = new Map(
        found.filter((record) => mayRead(by, record, isInside)).map((record) => [record._id, record]),
      )
      return ids.map((id) => allowed.get(id) ?? notFound())
    },

    /** See {@link AttachmentBinder}. */
    async bind({
      workspaceId,
      conversationId,
      ids,
      cmid,
      actor,
      formerIds,
      audience,
    }: Parameters<AttachmentBinder['bind']>[0]) {
      const found = await uploadsOf({ store, mergedInto }, { workspaceId, conversationId, ids })
      const byId = new Map(found.map((record) => [record._id, record]))
      const records = [...new Set(ids)].map((id) => byId.get(id) ?? notFound())
      if (records.length !== ids.length) notFound()
      for (const record of records) {
        const isOwn = [actor.id, ...formerIds].includes(record.uploader.id)
        if (!isOwn || !(await store.bind({ ...record, conversationId }, { cmid, audience }, clock.now()))) notFound()
      }
      return records.map(toWire)
    },

    find: (workspaceId: WorkspaceId, id: AttachmentId) => store.find(workspaceId, id),

    /**
     * Removes uploads that no message has named for 24 hours, document first, those whose message never reached the log,
     * and what was never received whole.
     */
    async removeOrphans(): Promise<number> {
      const before = new Date(clock.now().getTime() - LIMITS.orphanFileMs)
      let count = 0
      for (const record of await store.listOrphans(before)) {
        if (!(await store.removeOrphan(record))) continue
        await removeFiles(record)
        count += 1
      }
      return count + (await removeUnlogged(before)) + (await blobs.sweep(before))
    },
  }
}

/** Own files of a conversation that are to be sent at `until`: they are there then. Throws `attachment_not_found`. */
function holdingOf(store: AttachmentStore) {
  return async (by: AgentPrincipal, { ids, until, conversationId }: Held): Promise<Attachment[]> => {
    if (ids.length === 0) return []
    const found = await store.hold({ workspaceId: by.workspaceId, conversationId, ids }, by.agentId, until)
    if (found.length < ids.length) return notFound()
    const byId = new Map(found.map((one) => [one._id, toWire(one)]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }
}

/** Whether the message is in the log, or the canned response there, that it is bound to. */
async function isNamed({ isLogged, isKept }: AttachmentDeps, record: AttachmentRecord): Promise<boolean> {
  const { workspaceId, conversationId, bound, _id } = record
  if (bound === null) return false
  if ('canned' in bound) return isKept(workspaceId, bound.canned, _id)
  return conversationId !== null && isLogged({ workspaceId, conversationId }, bound.cmid)
}

type Remove = (record: AttachmentRecord) => Promise<void>

/** Every file of a conversation, page by page; the bytes first: whoever dies between leaves what is found again by its record. */
function removalOf(store: AttachmentStore, removeFiles: Remove) {
  return async (workspaceId: WorkspaceId, id: ConversationId): Promise<void> => {
    for (;;) {
      const page = await store.listAll(workspaceId, id)
      if (page.length === 0) return
      for (const record of page) {
        await removeFiles(record)
        await store.remove(record)
      }
    }
  }
}

/** Of the conversation, or of one that was merged into it since they were uploaded. */
async function uploadsOf(
  { store, mergedInto }: Pick<AttachmentDeps, 'store' | 'mergedInto'>,
  place: Place,
  mayLook: (id: ConversationId) => Promise<boolean> = async () => true,
) {
  const found = await store.listOf(place)
  if (found.length === place.ids.length) return found
  for (const conversationId of await mergedInto(place))
    if (await mayLook(conversationId)) found.push(...(await store.listOf({ ...place, conversationId })))
  return found
}

export type AttachmentActions = ReturnType<typeof createAttachmentActions>

function mayRead(by: Principal, { bound, uploader }: AttachmentRecord, isInside: boolean): boolean {
  if (by.type === 'agent') return isInside
  if (bound) return isInside && 'audience' in bound && bound.audience === 'all'
  return [actorOf(by).id, ...formerIdsOf(by)].includes(uploader.id)
}

function notFound(): never {
  throw new AppError('attachment_not_found', 'There is no such file in this conversation.')
}

function noConversation(): AppError {
  return new AppError('conversation_not_found', 'There is no such conversation.')
}
