import {
  type AgentId,
  eventIdOf,
  type MessageId,
  messageIdOf,
  type NoticeKind,
  type NoticeMatrix,
  noticeMatrixOf,
} from '@parley/protocol'
import type { AgentRecord } from '../agents/index.ts'
import { preferencesOf } from '../agents/index.ts'
import type { ConversationRecord } from '../conversations/index.ts'
import type { Noticed } from '../conversations/ports.ts'
import { type NoticeRecord, newNotice } from './model.ts'

type Event = Noticed['events'][number]
/** What an event tells whom. */
type Call = { kind: NoticeKind; agentIds: readonly AgentId[]; messageId: MessageId | null; by: AgentId | null }

/** What agents are to be told of an event, as the conversation is now: who was told by it, and has it no more, is not. */
function callsOf(event: Event, record: ConversationRecord, agents: readonly AgentRecord[]): Call[] {
  const by = event.actor.type === 'agent' ? (event.actor.id as AgentId) : null
  const message = { messageId: messageIdOf(event._id), by }
  switch (event.kind) {
    case 'msg.new': {
      if (record.assigneeId) return [{ kind: 'message', agentIds: [record.assigneeId], ...message }]
      const isFirst = record.status === 'open' && record.waitingSince?.getTime() === event.ts.getTime()
      const there = agents.filter(({ departmentIds }) => departmentIds.includes(record.departmentId))
      return isFirst ? [{ kind: 'waiting', agentIds: there.map(({ _id }) => _id), ...message }] : []
    }
    case 'conv.assign': {
      const { assigneeId } = event.body as { assigneeId: AgentId | null } // follows the kind
      const isHis = assigneeId && assigneeId !== by && assigneeId === record.assigneeId
      const given: Call[] = isHis ? [{ kind: 'assigned', agentIds: [assigneeId], messageId: null, by }] : []
      return [...given, ...takenFrom(event, record, by)]
    }
    case 'conv.department':
      return takenFrom(event, record, by)
    default:
      return record.team ? inTeam(event, record, by) : mentionsOf(event, by)
  }
}

/** Who had it until somebody else gave or took it away; not who has it again by now. */
function takenFrom({ body }: Event, { assigneeId }: ConversationRecord, by: AgentId | null): Call[] {
  const { from = null } = (body ?? {}) as { from?: AgentId | null } // both kinds say it
  const isTaken = from !== null && from !== by && from !== assigneeId
  return isTaken ? [{ kind: 'taken', agentIds: [from], messageId: null, by }] : []
}

/** In a chat between agents everybody else is told: who is named as such, the others of a message. */
function inTeam(event: Event, { participants }: ConversationRecord, by: AgentId | null): Call[] {
  const named = mentionsOf(event, by)
  if (event.kind !== 'note.new') return named
  const told = new Set<string | null>([by, ...named.flatMap(({ agentIds }) => agentIds)])
  const others = participants.filter(({ id }) => !told.has(id)).map(({ id }) => id as AgentId) // agents alone take part
  return [...named, { kind: 'message', agentIds: others, messageId: messageIdOf(event._id), by }]
}

/** An edit that names the same people tells nobody again: the notice is of the note. */
function mentionsOf({ kind, body, _id }: Event, by: AgentId | null): Call[] {
  const { mentions = [], messageId = messageIdOf(_id) } = (body ?? {}) as {
    mentions?: AgentId[]
    messageId?: MessageId
  }
  const isNote = kind === 'note.new' || kind === 'note.edit'
  const agentIds = mentions.filter((id) => id !== by)
  return isNote && agentIds.length > 0 ? [{ kind: 'mention', agentIds, messageId, by }] : []
}

/** Whose inbox shows the conversation (as `mayRead` of conversations judges a principal). */
export function sees({ role, departmentIds, _id }: AgentRecord, record: ConversationRecord): boolean {
  if (record.team) return record.participants.some(({ id }) => id === _id)
  return role !== 'agent' || departmentIds.includes(record.departmentId) || record.assigneeId === _id
}

/** Told also where he may read no more, without a word of the conversation: it was his. */
export const isOfHisOwn = (kind: NoticeKind): boolean => kind === 'unsent' || kind === 'taken'

/** Something for one agent, and the ways on which he wants to be told of it. */
export type ForAgent = { notice: NoticeRecord; wants: NoticeMatrix[NoticeKind] }

/** A notice for each agent who is told and may see it. */
export function noticesOf({ record, events }: Noticed, agents: readonly AgentRecord[]): ForAgent[] {
  const byId = new Map(agents.map((agent) => [agent._id, agent]))
  return events.flatMap((event) =>
    callsOf(event, record, agents).flatMap(({ kind, agentIds, messageId, by }) =>
      agentIds.flatMap((agentId) => {
        const agent = byId.get(agentId)
        if (!agent || !(isOfHisOwn(kind) || sees(agent, record))) return []
        const { workspaceId, _id: conversationId } = record
        const about = kind === 'mention' && messageId ? eventIdOf(messageId) : event._id
        const notice = newNotice({ workspaceId, agentId, kind, conversationId, messageId, by, at: event.ts, about })
        return [{ notice, wants: wantsOf(agent, kind) }]
      }),
    ),
  )
}

export const wantsOf = (agent: AgentRecord, kind: NoticeKind) =>
  noticeMatrixOf(preferencesOf(agent.preferences).notices)[kind]
