import type { EndpointTypes, MessageHit } from '@parley/protocol'
import { messageIdOf } from '@parley/protocol'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import { excerptOf } from './excerpt.ts'
import { type MessageSearch, termsOf } from './message-search.ts'
import { type ConversationRecord, type EventRecord, stateOf } from './model.ts'
import { rowOf } from './projection.ts'
import type { Terms } from './tokens.ts'

type Deps = { messages: MessageSearch; conversations: ConversationStore }
type Query = Omit<EndpointTypes['search']['query'], 'limit'> & { limit?: number | undefined }
type Answer = EndpointTypes['search']['response']

const LIMIT = 20
/** What is looked at before a search stops and says so: not all of it is for whoever asks. */
const EXAMINED = 300

/** Everything that was said and whoever said it, by words, as far as an agent may read it. */
export function createGlobalSearch({ messages, conversations }: Deps) {
  /** The readable ones of these conversations. */
  async function readable(agent: AgentPrincipal, ids: Iterable<ConversationRecord['_id']>) {
    const records = await conversations.list(agent.workspaceId, [...new Set(ids)])
    return new Map(records.filter((one) => one.updatedAt && mayRead(agent, one)).map((one) => [one._id, one]))
  }

  async function named(agent: AgentPrincipal, terms: Terms, limit: number) {
    const found = await conversations.search(agent.workspaceId, terms, EXAMINED)
    const records = [
      ...(
        await readable(
          agent,
          found.map(({ _id }) => _id),
        )
      ).values(),
    ]
    const sorted = records.sort((a, b) => (b.updatedAt?.getTime() ?? 0) - (a.updatedAt?.getTime() ?? 0))
    return {
      rows: sorted.slice(0, limit).map(rowOf),
      more: sorted.length > limit || found.length === EXAMINED,
    }
  }

  async function hitsOf(agent: AgentPrincipal, events: readonly EventRecord[], terms: Terms) {
    const ids = events.map(({ conversationId }) => conversationId)
    const records = await readable(agent, ids)
    return events.flatMap((event) => {
      const record = records.get(event.conversationId)
      return record ? [hitOf(event, record, terms)] : []
    })
  }

  async function said(agent: AgentPrincipal, terms: Terms, { limit = LIMIT, ...query }: Query) {
    const hits: MessageHit[] = []
    for await (const { events, isAll } of messages.steps(agent.workspaceId, terms, timesOf(query))) {
      const wanted = events.filter((event) => isOf(event, query.said))
      hits.push(...(await hitsOf(agent, wanted, terms)))
      if (isAll || hits.length > limit) return { hits: hits.slice(0, limit), more: hits.length > limit }
    }
    return { hits: hits.slice(0, limit), more: true }
  }

  return async (agent: AgentPrincipal, query: Query): Promise<Answer> => {
    const terms = termsOf(query.text)
    if (!terms) return { conversations: [], messages: [], more: { conversations: false, messages: false } }
    const [people, words] = await Promise.all([named(agent, terms, query.limit ?? LIMIT), said(agent, terms, query)])
    return {
      conversations: people.rows,
      messages: words.hits,
      more: { conversations: people.more, messages: words.more },
    }
  }
}
export type GlobalSearch = ReturnType<typeof createGlobalSearch>

const timesOf = ({ since, until }: Pick<Query, 'since' | 'until'>) => ({
  since: since ? new Date(since) : undefined,
  until: until ? new Date(until) : undefined,
})

function isOf({ kind, actor }: EventRecord, by: Query['said']): boolean {
  if (by === undefined) return true
  if (by === 'note') return kind === 'note.new'
  const isVisitors = actor.type === 'visitor' || actor.type === 'contact'
  return kind === 'msg.new' && isVisitors === (by === 'visitor')
}

function hitOf(event: EventRecord, record: ConversationRecord, terms: Terms): MessageHit {
  const body: { text?: string; fallback?: string } | null = stateOf(event).body
  const { visitor, team, status } = rowOf(record)
  return {
    conversationId: event.conversationId,
    messageId: messageIdOf(event._id),
    kind: event.kind === 'note.new' ? 'note.new' : 'msg.new',
    actor: event.actor,
    ts: event.ts.toISOString(),
    excerpt: excerptOf(body?.text || body?.fallback || '', terms),
    who: visitor?.name ?? visitor?.email ?? team?.name ?? null,
    status,
  }
}
