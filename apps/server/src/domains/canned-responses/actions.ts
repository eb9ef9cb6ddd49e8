import type {
  Attachment,
  AttachmentId,
  CannedResponse,
  CannedResponseId,
  ConversationId,
  WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { createKeeping, isLive, type PlaceDepartments } from '../../lib/kept.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { FileKeeping } from '../attachments/index.ts'
import type { CannedRecord, LiveCanned } from './model.ts'
import type { CannedStore } from './store.ts'

export type CannedDeps = {
  store: CannedStore
  departments: PlaceDepartments
  files: FileKeeping
  clock: Clock
}
type Written = Pick<CannedResponse, 'scope' | 'shortcut' | 'title' | 'category' | 'text'>
type Files = { files?: readonly AttachmentId[] | undefined }
type Change = { [K in keyof Written]?: Written[K] | undefined } & Files & { known?: string | undefined }

/** Of one person, department, or the workspace. */
const MOST = 300

export function createCannedActions({ store, departments, files, clock }: CannedDeps) {
  const kept = createKeeping<CannedRecord, Partial<Omit<Written, 'scope'>> & { files?: Attachment[] }>({
    store,
    departments,
    clock,
    most: MOST,
    missing,
  })

  return {
    async list(by: AgentPrincipal) {
      return store.list(by.workspaceId, await kept.places(by))
    },

    /** Throws `forbidden`, `department_not_found`, `shortcut_taken`, `list_full`, `attachment_not_found`. */
    async create(by: AgentPrincipal, { scope, files: ids = [], ...written }: Written & Files): Promise<LiveCanned> {
      const place = await kept.placeFor(by, scope)
      await kept.checkRoom(by.workspaceId, place)
      const now = clock.now()
      const _id = newId('can', now)
      const record: LiveCanned = {
        ...{ _id, workspaceId: by.workspaceId, place, ...written },
        files: await files.keep(by, { canned: _id, ids }),
        ...{ uses: 0, usedAt: null, createdBy: by.agentId, updatedAt: now },
      }
      await store.insert(record)
      return record
    },

    /** Throws `canned_response_not_found`, `changed_since` too. */
    async update(by: AgentPrincipal, id: CannedResponseId, change: Change): Promise<LiveCanned> {
      const { scope, known, files: ids, ...rest } = change
      const record = await kept.changeable(by, id)
      const { files: before = [] } = record
      const next = ids && (await files.keep(by, { canned: id, ids }, before))
      const changed = await kept.change(by, record, { scope, known, changes: defined({ ...rest, files: next }) })
      const gone = next ? before.map((file) => file.id).filter((one) => !ids?.includes(one)) : []
      await files.letGo(by.workspaceId, { canned: id, ids: gone }, clock.now())
      return changed
    },

    /** Its files go when it cannot be brought back any more. */
    async remove(by: AgentPrincipal, id: CannedResponseId): Promise<void> {
      await kept.remove(by, id)
      const { files: had = [], expiresAt = clock.now() } = (await store.find(by.workspaceId, id)) ?? {}
      await files.letGo(by.workspaceId, { canned: id, ids: had.map((file) => file.id) }, expiresAt)
    },

    /** Throws `shortcut_taken` when its word was given away meanwhile. */
    restore: kept.restore,

    /** One that `by` may insert. Throws `canned_response_not_found`. */
    get: kept.get,

    /** Copies of its files, for a message in a conversation. Throws what {@link FileKeeping} does. */
    async attach(
      by: AgentPrincipal,
      id: CannedResponseId,
      { conversationId, ids }: { conversationId: ConversationId; ids: readonly AttachmentId[] },
    ): Promise<Attachment[]> {
      await kept.get(by, id)
      return files.copyInto(by, conversationId, { canned: id, ids })
    },

    /** Whether it names the file, while it is there or can be brought back. */
    async isKept(workspaceId: WorkspaceId, id: CannedResponseId, file: AttachmentId): Promise<boolean> {
      const record = await store.find(workspaceId, id)
      const isThere = record && (isLive(record) || (record.expiresAt && record.expiresAt > clock.now()))
      return Boolean(isThere && record.files?.some((one) => one.id === file))
    },

    async count(by: AgentPrincipal, id: CannedResponseId): Promise<void> {
      const record = await kept.get(by, id)
      await store.use(record, clock.now())
    },
  }
}
export type CannedActions = ReturnType<typeof createCannedActions>

function missing(): AppError {
  return new AppError('canned_response_not_found', 'There is no such canned response.')
}
