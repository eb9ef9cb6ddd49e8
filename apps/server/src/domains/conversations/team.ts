import type { ConversationId, CreateKey, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Marks } from './marks.ts'
import { type ConversationRecord, emptyRecord, TEAM_DEPARTMENT, type TeamStart, teamKey } from './model.ts'
import { rowOf } from './projection.ts'

type Deps = { conversations: ConversationStore; marks: Pick<Marks, 'unread'>; clock: Clock }
type Begun = { workspaceId: WorkspaceId; id: ConversationId; createKey: CreateKey; team: TeamStart }

/** Chats of one agent that are listed. */
const LISTED = 200

/** Chats between agents: conversations of a channel of their own, in a department that no workspace has. */
export function createTeam({ conversations, marks, clock }: Deps) {
  return {
    /** The chat, made unless it is there: of two who make the same one both get what is stored. */
    begin({ workspaceId, id, createKey, team }: Begun): Promise<ConversationRecord> {
      const start = { _id: id, workspaceId, createKey, team, channel: 'team' as const, siteId: null, visitorId: null }
      return conversations.insertOrFind(emptyRecord({ ...start, departmentId: TEAM_DEPARTMENT }, clock.now()))
    },

    /** Those that `agent` takes part in and in which something was said, the most recently changed first. */
    async list(agent: AgentPrincipal) {
      const at = clock.now()
      const key = teamKey(agent.agentId)
      const found = await conversations.listNewest(agent.workspaceId, key, LISTED + 1)
      const records = found.slice(0, LISTED).filter((record) => record.updatedAt && mayRead(agent, record))
      const unread = await marks.unread(records, { ...agent, id: agent.agentId })
      const rows = records.map((record) => ({ ...rowOf(record), unread: unread.get(record._id) ?? 0 }))
      return { rows, key, at: at.toISOString(), truncated: found.length > LISTED }
    },
  }
}
