import { type AgentId, LIMITS, type Overview, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { createAtMostEach } from '../../lib/at-most.ts'
import type { Clock } from '../../lib/clock.ts'
import { createMemo } from '../../lib/memo.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { AgentRecord } from '../agents/index.ts'
import type { Conversations } from '../conversations/index.ts'
import type { Departments } from '../departments/index.ts'
import { departmentsFor, seesAgent, seesLoad } from './access.ts'
import { dayFrom, numbersOf } from './model.ts'

export type OverviewDeps = {
  clock: Clock
  conversations: Pick<Conversations, 'standingIn' | 'touchedIn'>
  departments: Pick<Departments, 'list'>
  agents: { list(workspaceId: WorkspaceId): Promise<AgentRecord[]> }
  availability: { presentIn(workspaceId: WorkspaceId): Promise<AgentId[]> }
}
type Counted = Pick<Overview, 'departments' | 'today'>
type Shown = Awaited<ReturnType<Departments['list']>>

/** Counted once for all who look at the same departments. */
const FOR_MS = 5_000
const KEPT = 1_000
/** More than this is not counted; more than 999 is all that is shown. */
const MOST = LIMITS.countCeiling + 1
const MOST_DEPARTMENTS = 50
const RETRY_MS = 2_000

export function createOverviewActions({ clock, conversations, departments, agents, availability }: OverviewDeps) {
  const counted = createMemo<Counted>({ clock, forMs: FOR_MS, max: KEPT })
  // As other reads of lists: whoever asks often waits for his own workspace (N84).
  const share = createAtMostEach(
    LIMITS.readsAtOnce,
    LIMITS.readsWaiting,
    () => new AppError('rate', 'Too many reads of this workspace at once.', { retryAfterMs: RETRY_MS }),
  )

  async function count(workspaceId: WorkspaceId, shown: Shown, since: Date): Promise<Counted> {
    const ids = shown.map(({ _id }) => _id)
    const [standing, touched] = await Promise.all([
      Promise.all(
        shown.map(async ({ _id, name }) => {
          const { waitingSince, ...counts } = await conversations.standingIn({ workspaceId, departmentId: _id }, MOST)
          return { id: _id, name, ...counts, waitingSince: waitingSince?.toISOString() ?? null }
        }),
      ),
      conversations.touchedIn(workspaceId, ids, since, MOST),
    ])
    return { departments: standing, today: { ...numbersOf(touched, since), truncated: touched.length === MOST } }
  }

  async function teamFor(by: AgentPrincipal): Promise<Overview['agents']> {
    const [present, all] = await Promise.all([availability.presentIn(by.workspaceId), agents.list(by.workspaceId)])
    const there = all.filter((one) => one.state === 'active' && present.includes(one._id) && seesAgent(by, one))
    return there
      .map(({ _id: id, name, slots, capacity }) => ({
        ...{ id, name, capacity },
        conversations: seesLoad(by, id) ? slots.length : null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  return {
    async get(by: AgentPrincipal, day: string): Promise<Overview> {
      const { workspaceId } = by
      const since = dayFrom(day, clock.now())
      const all = departmentsFor(by, await departments.list(workspaceId))
      const shown = all.slice(0, MOST_DEPARTMENTS)
      const key = [workspaceId, since.getTime(), ...shown.map(({ _id }) => _id)].join(' ')
      const read = () => share(workspaceId, () => count(workspaceId, shown, since))
      const [numbers, team] = await Promise.all([counted.get(key, read), teamFor(by)])
      return { ...numbers, agents: team }
    },
  }
}
export type OverviewActions = ReturnType<typeof createOverviewActions>
