import type { Attachment, AttachmentId, CannedResponseId, ConversationId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { newId } from '../../lib/new-id.ts'
import { type AgentPrincipal, actorOf } from '../../lib/principal.ts'
import type { AttachmentDeps } from './deps.ts'
import { type AttachmentRecord, toWire } from './model.ts'
import { refusalOf } from './upload.ts'

type Wanted = { canned: CannedResponseId; ids: readonly AttachmentId[] }
type Deps = Pick<AttachmentDeps, 'store' | 'blobs' | 'clock' | 'gate' | 'isKept'>

/**
 * Files that stay with a canned response. A message never names one of these: what is inserted is a copy, so that either
 * goes without the other. What no canned response names a day after it was bound or let go is removed with the orphans.
 */
export function createFileKeeping({ store, blobs, clock, gate, isKept }: Deps) {
  /** An upload of `by` that nothing names; a form whose saving was refused may have bound it to what never came. */
  async function isFree(by: AgentPrincipal, { _id, workspaceId, uploader, bound }: AttachmentRecord): Promise<boolean> {
    if (uploader.id !== by.agentId) return false
    if (bound === null) return true
    return 'canned' in bound && !(await isKept(workspaceId, bound.canned, _id))
  }

  async function copyOf(by: AgentPrincipal, conversationId: ConversationId, record: AttachmentRecord) {
    const { unprovenSince: _, ...rest } = record
    const { type, id } = actorOf(by)
    const copy: AttachmentRecord = {
      ...{ ...rest, _id: newId('att', clock.now()), conversationId, uploader: { type, id }, bound: null },
      blobKey: await blobs.copy(record.blobKey),
      thumbnailKey: record.thumbnailKey && (await blobs.copy(record.thumbnailKey)),
      createdAt: clock.now(),
    }
    await store.insert(copy)
    return toWire(copy)
  }

  return {
    /** Binds them to `canned`; those that it `has` stay whoever uploaded them. Throws `attachment_not_found`. */
    async keep(by: AgentPrincipal, { canned, ids }: Wanted, has: readonly Attachment[] = []): Promise<Attachment[]> {
      const found = await store.ofCanned.listById(by.workspaceId, ids)
      const byId = new Map(found.map((record) => [record._id, record]))
      const kept: Attachment[] = []
      for (const id of new Set(ids)) {
        const record = byId.get(id) ?? missing()
        const isOurs = record.bound && 'canned' in record.bound && record.bound.canned === canned
        const mayStay = isOurs && has.some((one) => one.id === id)
        if (!mayStay && !(await isFree(by, record))) missing()
        if (!(await store.ofCanned.bind(record, canned, clock.now()))) missing()
        kept.push(toWire(record))
      }
      return kept
    },

    /** They go a day after `at`, unless it names them again. */
    async letGo(workspaceId: WorkspaceId, wanted: Wanted, at: Date): Promise<void> {
      if (wanted.ids.length > 0) await store.ofCanned.doubt({ workspaceId, ...wanted }, at)
    },

    /** As if `by` had uploaded them into the conversation. Throws `conversation_not_found`, `attachment_not_found`, `storage_full`. */
    async copyInto(by: AgentPrincipal, conversationId: ConversationId, { canned, ids }: Wanted): Promise<Attachment[]> {
      if (!(await gate(by, conversationId)))
        throw new AppError('conversation_not_found', 'There is no such conversation.')
      const found = await store.ofCanned.list({ workspaceId: by.workspaceId, canned, ids })
      const byId = new Map(found.map((record) => [record._id, record]))
      const records = [...new Set(ids)].map((id) => byId.get(id) ?? missing())
      const copies: Attachment[] = []
      try {
        for (const record of records) copies.push(await copyOf(by, conversationId, record))
      } catch (error) {
        throw refusalOf(error)
      }
      return copies
    },
  }
}
export type FileKeeping = ReturnType<typeof createFileKeeping>

function missing(): never {
  throw new AppError('attachment_not_found', 'There is no such file: upload it again.')
}
