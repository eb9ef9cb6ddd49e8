import type { Announcement, AnnouncementId, DepartmentId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { type Place, placeOf, placesOf } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { announcementFor } from './access.ts'
import type { AnnouncementRecord } from './model.ts'
import type { AnnouncementStore } from './store.ts'

export type AnnouncementDeps = {
  store: AnnouncementStore
  departments: { list(workspaceId: WorkspaceId): Promise<readonly { _id: DepartmentId }[]> }
  clock: Clock
  /** Agents of a workspace are to look again. */
  told(workspaceId: WorkspaceId): Promise<void>
}
type Written = Pick<Announcement, 'scope' | 'text' | 'expiresAt'>

const LONGEST_MS = 90 * 24 * 60 * 60_000

/** Who may announce is said by the routes: `supervisor` and above. */
export function createAnnouncementActions({ store, departments, clock, told }: AnnouncementDeps) {
  async function placesFor(by: AgentPrincipal): Promise<Place[]> {
    const all = await departments.list(by.workspaceId)
    return placesOf(
      by,
      all.map(({ _id }) => _id),
    )
  }
  /** What is stored is so whether or not they hear of it now: they look again by themselves. */
  const hint = (workspaceId: WorkspaceId) => told(workspaceId).catch(() => undefined)
  const announcement = async (by: AgentPrincipal, id: AnnouncementId) =>
    announcementFor(store, by, { id, places: await placesFor(by) })

  return {
    list: async (by: AgentPrincipal) => store.list(by.workspaceId, await placesFor(by)),

    /** Throws `department_not_found`, `invalid_request`. */
    async create(by: AgentPrincipal, { scope, text, expiresAt: until }: Written): Promise<AnnouncementRecord> {
      const [now, expiresAt] = [clock.now(), new Date(until)]
      const ms = expiresAt.getTime() - now.getTime()
      if (ms <= 0 || ms > LONGEST_MS)
        throw new AppError('invalid_request', 'An announcement ends in the future, within 90 days.')
      const place = placeOf(scope, by.agentId) as AnnouncementRecord['place'] // a scope of this kind is nobody's own
      if (!(await placesFor(by)).includes(place))
        throw new AppError('department_not_found', 'There is no such department.')
      const { workspaceId, agentId } = by
      const record = {
        _id: newId('ann', now),
        workspaceId,
        place,
        text,
        by: agentId,
        createdAt: now,
        expiresAt,
        reads: [],
      }
      await store.insert(record)
      await hint(workspaceId)
      return record
    },

    async read(by: AgentPrincipal, id: AnnouncementId): Promise<void> {
      await store.read(await announcement(by, id), by.agentId, clock.now())
    },

    async end(by: AgentPrincipal, id: AnnouncementId): Promise<void> {
      await store.end(await announcement(by, id), clock.now())
      await hint(by.workspaceId)
    },
  }
}
export type AnnouncementActions = ReturnType<typeof createAnnouncementActions>
