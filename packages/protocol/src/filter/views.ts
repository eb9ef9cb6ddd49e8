import type { ListView } from '../conversation.ts'
import type { ConversationFilter, ListSort } from '../conversation-filter.ts'
import type { AgentId } from '../ids.ts'
import type { OwnFilter } from './facts.ts'

/** What each view is: a filter that has a name. */
export const VIEW_FILTERS: Readonly<Record<ListView, ConversationFilter>> = {
  waiting: { status: ['open'], assignee: ['nobody'] },
  mine: { status: ['open', 'pending', 'snoozed'], assignee: ['me'] },
  mentions: {},
  requests: {},
  open: { status: ['open'] },
  pending: { status: ['pending'] },
  snoozed: { status: ['snoozed'] },
  closed: { status: ['closed'] },
  all: {},
}

/** How a view is sorted when nothing else is asked. */
export const sortOf = (view: ListView): ListSort => (view === 'waiting' ? 'wait' : 'newest')

function agentBy(name: NonNullable<ConversationFilter['assignee']>[number], me: AgentId): AgentId | null {
  if (name === 'nobody') return null
  return name === 'me' ? me : name
}

function ownOf({ assignee, ...rest }: ConversationFilter, me: AgentId): OwnFilter {
  if (!assignee) return rest
  return { ...rest, assignee: assignee.map((one) => agentBy(one, me)) }
}

const both = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined) =>
  a && b ? a.filter((one) => b.includes(one)) : (a ?? b)

/** What only a view asks for. */
function beyondFilters(view: ListView, me: AgentId): Pick<OwnFilter, 'mentioned' | 'requested'> {
  if (view === 'mentions') return { mentioned: me }
  return view === 'requests' ? { requested: true } : {}
}

/** The conversations of a view that also fit `filter`, as `me` means it. */
export function narrowed(view: ListView, filter: ConversationFilter, me: AgentId): OwnFilter {
  const base = ownOf(VIEW_FILTERS[view], me)
  const own = { ...ownOf(filter, me), ...beyondFilters(view, me) }
  const status = both(base.status, own.status)
  const assignee = both(base.assignee, own.assignee)
  // A view names status and assignee alone.
  return { ...own, ...(status && { status: [...status] }), ...(assignee && { assignee: [...assignee] }) }
}
