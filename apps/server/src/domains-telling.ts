import { randomUUID } from 'node:crypto'
import type { Deps } from './deps.ts'
import { createAgentDevices } from './domains/agent-devices/index.ts'
import type { Agents } from './domains/agents/index.ts'
import type { Availability } from './domains/availability/index.ts'
import type { Conversations } from './domains/conversations/index.ts'
import type { Departments } from './domains/departments/index.ts'
import { createNoticeWatch, type Notices } from './domains/notices/index.ts'
import type { Sessions } from './domains/sessions/index.ts'
import type { Workspaces } from './domains/workspaces/index.ts'
import type { Foundations } from './foundations.ts'
import { createSealer } from './http/sealed.ts'
import { createLeases } from './jobs/leases.ts'

type Needs = {
  conversations: Conversations
  availability: Availability
  departments: Departments
  agents: Agents
  sessions: Sessions
  notices: Notices
  workspaces: Workspaces
}

/** Where agents are told of what no window of theirs tells them. */
export function agentDevicesOf({ store, clock, secret, logger }: Deps, push: Foundations['push'], needs: Needs) {
  const { agents, availability, conversations, sessions } = needs
  return createAgentDevices({
    ...{ db: store.db, clock, push, sealer: createSealer(secret), log: logger },
    ...{ findAgent: agents.find, conversations: () => conversations, isPresent: availability.isPresent },
    async isSignedIn(workspaceId, agentId, id) {
      const session = await sessions.find(workspaceId, id)
      return session?.agentId === agentId && session.expiresAt > clock.now()
    },
  })
}

/** What no event of a log tells agents. */
export function noticeWatchOf({ store: { db, kind }, clock, logger }: Deps, needs: Needs) {
  const { workspaces, departments, conversations, availability, notices } = needs
  // The embedded store serves one process: a lease on it is a dead one's, or its own.
  const holder = kind === 'embedded' ? 'the only process' : randomUUID()
  return createNoticeWatch({
    ...{ workspaces, clock, log: logger, leases: createLeases({ db, clock, holder }) },
    ...{ activeIn: notices.activeIn, put: notices.put, presentIn: availability.presentIn },
    conversations: {
      latestOf: conversations.latestOf,
      async overdueIn(workspaceId, between, limit) {
        const ids = (await departments.list(workspaceId)).map(({ _id }) => _id)
        return conversations.listOverdue(workspaceId, ids, between, limit)
      },
    },
  })
}
