import type { ContactId, ConversationRow, VisitorId } from '@parley/protocol'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import { rowOf } from './projection.ts'

type Whose = { visitorIds: readonly VisitorId[]; contactIds: readonly ContactId[] }

/** Conversations of one person that are looked at. */
const MOST = 400

/** The conversations of these browsers and persons that an agent may see, the newest first. */
export function createPersonList(conversations: Pick<ConversationStore, 'listOfVisitors' | 'newestOf'>) {
  return async (agent: AgentPrincipal, { visitorIds, contactIds }: Whose): Promise<ConversationRow[]> => {
    const { workspaceId } = agent
    const [begun, owned] = await Promise.all([
      conversations.listOfVisitors(workspaceId, visitorIds),
      contactIds.length > 0 ? conversations.newestOf(workspaceId, { contactId: { $in: [...contactIds] } }, MOST) : [],
    ])
    const byId = new Map([...begun, ...owned].map((record) => [record._id, record]))
    return [...byId.values()]
      .filter((record) => record.updatedAt && mayRead(agent, record))
      .sort((a, b) => (a._id < b._id ? 1 : -1))
      .map(rowOf)
  }
}
