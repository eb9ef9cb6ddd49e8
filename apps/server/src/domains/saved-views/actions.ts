import type { ConversationFilter, DepartmentId, SavedView, SavedViewId, Scope, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { newId } from '../../lib/new-id.ts'
import { checkMayChange, type Place, placeOf, placesOf } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { deletedFor, notFound, viewFor } from './access.ts'
import { isLive, type LiveView, type SavedViewRecord } from './model.ts'
import type { SavedViewStore } from './store.ts'

export type SavedViewDeps = {
  store: SavedViewStore
  departments: { list(workspaceId: WorkspaceId): Promise<readonly { _id: DepartmentId }[]> }
  conversations: {
    /** How many fit, at a bounded cost. */
    countFitting(by: AgentPrincipal, filter: ConversationFilter): Promise<{ count: number; truncated: boolean }>
  }
  clock: Clock
}
type Written = Pick<SavedView, 'scope' | 'name' | 'filter' | 'sort'>
type Change = { [K in keyof Written]?: Written[K] | undefined } & { known?: string | undefined }

/** Of one person, department, or the workspace. */
const MOST = 100
/** So long a deleted one can be brought back. */
const KEPT_MS = 24 * 60 * 60_000

export function createSavedViewActions({ store, departments, conversations, clock }: SavedViewDeps) {
  async function placesFor(by: AgentPrincipal): Promise<Place[]> {
    const all = await departments.list(by.workspaceId)
    return placesOf(
      by,
      all.map(({ _id }) => _id),
    )
  }

  /** Where `scope` is, for somebody who may put things there. Throws `forbidden`, `department_not_found`. */
  async function placeFor(by: AgentPrincipal, scope: Scope): Promise<Place> {
    const place = placeOf(scope, by.agentId)
    checkMayChange(by, place)
    if (!(await placesFor(by)).includes(place))
      throw new AppError('department_not_found', 'There is no such department.')
    return place
  }

  async function checkRoom(workspaceId: WorkspaceId, place: Place): Promise<void> {
    if ((await store.count(workspaceId, place, MOST)) >= MOST)
      throw new AppError('list_full', `There are ${MOST} of them already.`)
  }

  async function changeable(by: AgentPrincipal, id: SavedViewId): Promise<LiveView> {
    const record = await viewFor(store, by, { id, places: await placesFor(by) })
    checkMayChange(by, record.place)
    return record
  }

  return {
    list: async (by: AgentPrincipal) => store.list(by.workspaceId, await placesFor(by)),

    /** Throws `forbidden`, `department_not_found`, `list_full`. */
    async create(by: AgentPrincipal, { scope, ...written }: Written): Promise<LiveView> {
      const place = await placeFor(by, scope)
      await checkRoom(by.workspaceId, place)
      const now = clock.now()
      const { workspaceId, agentId: createdBy } = by
      const record: LiveView = { _id: newId('svw', now), workspaceId, place, ...written, createdBy, updatedAt: now }
      await store.insert(record)
      return record
    },

    /** Throws `saved_view_not_found`, `changed_since` too. */
    async update(by: AgentPrincipal, id: SavedViewId, { scope, known, ...change }: Change): Promise<LiveView> {
      const record = await changeable(by, id)
      const place = scope ? await placeFor(by, scope) : record.place
      if (place !== record.place) await checkRoom(by.workspaceId, place)
      const seen = known === undefined ? record.updatedAt : new Date(known)
      const changes = { ...defined(change), place, updatedAt: clock.now() }
      return liveOr(await store.update({ ...record, updatedAt: seen }, changes), changedSince())
    },

    async remove(by: AgentPrincipal, id: SavedViewId): Promise<void> {
      await store.remove(await changeable(by, id), new Date(clock.now().getTime() + KEPT_MS))
    },

    async restore(by: AgentPrincipal, id: SavedViewId): Promise<LiveView> {
      const record = await deletedFor(store, by, { id, places: await placesFor(by) })
      checkMayChange(by, record.before)
      await checkRoom(by.workspaceId, record.before)
      return liveOr(await store.restore(record, record.before), notFound())
    },

    /** Those of `ids` that he may use, one after the other: a list costs the store no more than one at a time. */
    async counts(by: AgentPrincipal, ids: readonly SavedViewId[]) {
      const { found } = await store.list(by.workspaceId, await placesFor(by))
      const counts: { id: SavedViewId; count: number; truncated: boolean }[] = []
      for (const { _id: id, filter } of found)
        if (ids.includes(id)) counts.push({ id, ...(await conversations.countFitting(by, filter)) })
      return counts
    },
  }
}
export type SavedViewActions = ReturnType<typeof createSavedViewActions>

function liveOr(record: SavedViewRecord | null, error: AppError): LiveView {
  if (!record || !isLive(record)) throw error
  return record
}

function changedSince(): AppError {
  return new AppError('changed_since', 'Somebody else changed it since you read it: read it again.')
}
