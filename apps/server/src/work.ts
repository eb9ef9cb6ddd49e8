import { LIMITS } from '@parley/protocol'
import type { Deps } from './deps.ts'
import type { Agents } from './domains/agents/index.ts'
import type { Attachments } from './domains/attachments/index.ts'
import type { Availability } from './domains/availability/index.ts'
import { createBlocks } from './domains/blocks/index.ts'
import type { Conversations } from './domains/conversations/index.ts'
import type { Departments } from './domains/departments/index.ts'
import { createDrafts } from './domains/drafts/index.ts'
import type { createNotices } from './domains/notices/index.ts'
import { createOverview } from './domains/overview/index.ts'
import { createScheduled } from './domains/scheduled/index.ts'
import type { Visitors } from './domains/visitors/index.ts'

type Needs = {
  agents: Agents
  attachments: Attachments
  availability: Availability
  conversations: Conversations
  departments: Departments
  notices: Pick<ReturnType<typeof createNotices>, 'tellOne'>
  visitors: Visitors
  /** What is remembered of `id` anywhere is to be looked up again. */
  changed(id: string): void
}

/** Where agents begin, what they write that is not sent yet, and who is kept from writing to them. */
export function createWork({ store: { db, kind }, clock, bus, logger: log }: Deps, needs: Needs) {
  return {
    overview: createOverview({ clock, ...needs }),
    blocks: createBlocks({ db, clock, ...needs }),
    drafts: createDrafts({ db, clock, bus, ...needs }),
    scheduled: createScheduled({
      ...{ ...needs, db, clock, bus, log, limits: LIMITS },
      ...(kind === 'embedded' && { holder: 'the only process' }),
      notice: ({ workspaceId, agentId, conversationId, _id, rev }) => {
        const about = { kind: 'unsent', conversationId, messageId: null, by: null, about: `${_id} ${rev}` } as const
        return needs.notices.tellOne({ workspaceId, agentId, ...about, at: clock.now() })
      },
    }),
  }
}
