import type { AttachmentId, ConversationId, KeptDraft, WorkspaceId } from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { Conversations } from '../conversations/index.ts'
import { after, type DraftKind, type DraftRecord, MOST_OTHERS, toWire, type Writing } from './model.ts'
import type { DraftStore } from './store.ts'

export type DraftDeps = {
  store: DraftStore
  bus: Pick<Bus, 'publish'>
  clock: Clock
  conversations: Pick<Conversations, 'gate'>
}
type Place = { conversationId: ConversationId; kind: DraftKind }
type Message = Place & { text: string; files: readonly AttachmentId[] }
type Written = Place &
  Pick<DraftRecord, 'text' | 'files'> & { known: number; agoMs: number; settled?: string[] | undefined }

/** Of one agent. */
const MOST = 200
/** Devices of one agent that write at the same moment. */
const TRIES = 5

export function createDraftActions({ store, bus, clock, conversations }: DraftDeps) {
  const refOf = ({ workspaceId, agentId }: AgentPrincipal, { conversationId, kind }: Place) => {
    return { workspaceId, agentId, conversationId, kind }
  }

  async function change(ref: ReturnType<typeof refOf>, writing: Writing): Promise<DraftRecord | null> {
    for (let tries = 0; tries < TRIES; tries++) {
      const had = await store.find(ref)
      const record = after(ref, had, writing, clock.now())
      if (!record) return had
      await checkRoom(had, record)
      if (!(await store.put(record))) continue
      tell(record)
      return record
    }
    throw new AppError('busy', 'Another device writes the same draft.')
  }

  async function checkRoom(had: DraftRecord | null, record: DraftRecord): Promise<void> {
    const isNew = record.isLive && !had?.isLive
    const isFull = record.others.length > MOST_OTHERS || (isNew && (await store.count(record, MOST)) >= MOST)
    if (isFull) throw new AppError('list_full', 'There are too many drafts.')
  }

  function tell({ workspaceId, agentId, conversationId, kind, rev }: Told): void {
    bus.publish({ type: 'own', what: 'drafts', workspaceId, agentId, conversationId, kind, rev })
  }

  return {
    /** Throws `conversation_not_found`. */
    async list(by: AgentPrincipal, conversationId?: ConversationId): Promise<DraftRecord[]> {
      if (!conversationId) return store.list(by, MOST)
      await conversations.gate(by, conversationId)
      const kinds = ['reply', 'note'] as const
      const found = await Promise.all(kinds.map((kind) => store.find(refOf(by, { conversationId, kind }))))
      return found.filter((one) => one !== null)
    },

    /** Throws `conversation_not_found`, `list_full`, `busy`. */
    async save(by: AgentPrincipal, { agoMs, settled = [], ...written }: Written): Promise<KeptDraft | Nothing> {
      await conversations.gate(by, written.conversationId)
      const changedAt = new Date(clock.now().getTime() - agoMs)
      const { text, files, known } = written
      const writing = { text, files, known, changedAt, settled: settled.map((at) => Date.parse(at)) }
      const record = await change(refOf(by, written), writing)
      return record ? toWire(record) : nothing(written)
    },

    /**
     * A message of the agent's was stored. Its draft ends with it, also when the device that sent it died meanwhile; what
     * he has written since stays, and what has a file that is not in the message.
     */
    async sent(by: AgentPrincipal, { text, files, ...place }: Message): Promise<void> {
      const ref = refOf(by, place)
      const had = await store.find(ref)
      if (!had?.isLive || !text.startsWith(had.text.trim())) return
      if (!had.files.every(({ id }) => files.includes(id))) return
      // As old as what was sent: whatever he wrote while that was on its way is newer.
      const nothing = { text: '', files: [], known: had.rev, changedAt: had.changedAt, settled: [] }
      await change(ref, nothing)
    },

    /** What is written about whoever is forgotten goes too. */
    async forget(workspaceId: WorkspaceId, conversationId: ConversationId): Promise<void> {
      for (const had of await store.removeOf(workspaceId, conversationId)) tell({ ...had, rev: had.rev + 1 })
    },
  }
}
export type DraftActions = ReturnType<typeof createDraftActions>
type Told = Pick<DraftRecord, 'workspaceId' | 'agentId' | 'conversationId' | 'kind' | 'rev'>
type Nothing = Omit<KeptDraft, 'rev'> & { rev: 0 }

function nothing({ conversationId, kind }: Place): Nothing {
  return { conversationId, kind, text: '', files: [], rev: 0, changedAt: new Date(0).toISOString(), others: [] }
}
