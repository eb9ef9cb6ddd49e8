import type { AttachmentId, CannedResponseId, Cmid, ConversationId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Principal } from '../../lib/principal.ts'
import type { BlobStore } from '../../storage/blob-store.ts'
import type { AttachmentStore } from './store.ts'

/** What attachments ask of conversations: whether `by` takes part in one, or answers it. False when there is none. */
type ConversationGate = (by: Principal, id: ConversationId) => Promise<boolean>

/** Whether a canned response is there, or can be brought back, and names the file. */
export type KeptGate = (workspaceId: WorkspaceId, canned: CannedResponseId, id: AttachmentId) => Promise<boolean>

type Where = { workspaceId: WorkspaceId; conversationId: ConversationId }
/** Whether a message of command `cmid` is in the log. */
type LogGate = (place: Where, cmid: Cmid) => Promise<boolean>

/** What was merged into a conversation: files that were uploaded there go out with a message here. */
type MergedGate = (place: Where) => Promise<ConversationId[]>

export type AttachmentDeps = {
  store: AttachmentStore
  blobs: BlobStore
  clock: Clock
  gate: ConversationGate
  isLogged: LogGate
  mergedInto: MergedGate
  isKept: KeptGate
}
