import type { CannedResponse, CannedResponseId, DepartmentId, Scope, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { newId } from '../../lib/new-id.ts'
import { checkMayChange, type Place, placeOf, placesOf } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { cannedFor, deletedFor, notFound } from './access.ts'
import { type CannedRecord, isLive, type LiveCanned } from './model.ts'
import type { CannedStore } from './store.ts'

export type CannedDeps = {
  store: CannedStore
  departments: { list(workspaceId: WorkspaceId): Promise<readonly { _id: DepartmentId }[]> }
  clock: Clock
}
type Written = Pick<CannedResponse, 'scope' | 'shortcut' | 'title' | 'category' | 'text'>
type Change = { [K in keyof Written]?: Written[K] | undefined } & { known?: string | undefined }

/** Of one person, department, or the workspace. */
const MOST = 300
/** So long a deleted one can be brought back. */
const KEPT_MS = 24 * 60 * 60_000

export function createCannedActions({ store, departments, clock }: CannedDeps) {
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

  async function changeable(by: AgentPrincipal, id: CannedResponseId): Promise<LiveCanned> {
    const record = await cannedFor(store, by, { id, places: await placesFor(by) })
    checkMayChange(by, record.place)
    return record
  }

  return {
    async list(by: AgentPrincipal) {
      return store.list(by.workspaceId, await placesFor(by))
    },

    /** Throws `forbidden`, `department_not_found`, `shortcut_taken`, `list_full`. */
    async create(by: AgentPrincipal, { scope, ...written }: Written): Promise<LiveCanned> {
      const place = await placeFor(by, scope)
      await checkRoom(by.workspaceId, place)
      const now = clock.now()
      const record: LiveCanned = {
        ...{ _id: newId('can', now), workspaceId: by.workspaceId, place, ...written },
        ...{ uses: 0, usedAt: null, createdBy: by.agentId, updatedAt: now },
      }
      await store.insert(record)
      return record
    },

    /** Throws `canned_response_not_found`, `changed_since` too. */
    async update(by: AgentPrincipal, id: CannedResponseId, { scope, known, ...change }: Change): Promise<LiveCanned> {
      const record = await changeable(by, id)
      const place = scope ? await placeFor(by, scope) : record.place
      if (place !== record.place) await checkRoom(by.workspaceId, place)
      const changes = { ...defined(change), place, updatedAt: clock.now() }
      const seen = known === undefined ? record.updatedAt : new Date(known)
      return liveOr(await store.update({ ...record, updatedAt: seen }, changes), changedSince())
    },

    async remove(by: AgentPrincipal, id: CannedResponseId): Promise<void> {
      const record = await changeable(by, id)
      await store.remove(record, new Date(clock.now().getTime() + KEPT_MS))
    },

    /** Throws `shortcut_taken` when its word was given away meanwhile. */
    async restore(by: AgentPrincipal, id: CannedResponseId): Promise<LiveCanned> {
      const record = await deletedFor(store, by, { id, places: await placesFor(by) })
      checkMayChange(by, record.before)
      await checkRoom(by.workspaceId, record.before)
      return liveOr(await store.restore(record, record.before), notFound())
    },

    /** One that `by` may insert. Throws `canned_response_not_found`. */
    get: async (by: AgentPrincipal, id: CannedResponseId): Promise<LiveCanned> =>
      cannedFor(store, by, { id, places: await placesFor(by) }),

    async count(by: AgentPrincipal, id: CannedResponseId): Promise<void> {
      const record = await cannedFor(store, by, { id, places: await placesFor(by) })
      await store.use(record, clock.now())
    },
  }
}
export type CannedActions = ReturnType<typeof createCannedActions>

function liveOr(record: CannedRecord | null, error: AppError): LiveCanned {
  if (!record || !isLive(record)) throw error
  return record
}

function changedSince(): AppError {
  return new AppError('changed_since', 'Somebody else changed it since you read it: read it again.')
}
