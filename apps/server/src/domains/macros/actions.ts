import type {
  AgentId,
  CannedResponseId,
  DepartmentId,
  Macro,
  MacroAction,
  MacroId,
  Scope,
  WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { newId } from '../../lib/new-id.ts'
import { checkMayChange, type Place, placeOf, placesOf } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { deletedFor, macroFor, notFound } from './access.ts'
import { isLive, type LiveMacro, type MacroRecord } from './model.ts'
import type { MacroStore } from './store.ts'

export type MacroDeps = {
  store: MacroStore
  departments: { list(workspaceId: WorkspaceId): Promise<readonly { _id: DepartmentId }[]> }
  /** Throws `canned_response_not_found` for what `by` may not insert. */
  cannedFor(by: AgentPrincipal, id: CannedResponseId): Promise<unknown>
  /** Null when there is nobody of that id who may sign in. */
  agentNameOf(workspaceId: WorkspaceId, id: AgentId): Promise<string | null>
  clock: Clock
}
type Written = Pick<Macro, 'scope' | 'name' | 'actions'>
type Change = { [K in keyof Written]?: Written[K] | undefined } & { known?: string | undefined }

/** Of one person, department, or the workspace. */
const MOST = 100
/** So long a deleted one can be brought back. */
const KEPT_MS = 24 * 60 * 60_000

export function createMacroActions({ store, departments, cannedFor, agentNameOf, clock }: MacroDeps) {
  async function placesFor(by: AgentPrincipal): Promise<Place[]> {
    const all = await departments.list(by.workspaceId)
    return placesOf(
      by,
      all.map(({ _id }) => _id),
    )
  }

  /** Throws `forbidden`, `department_not_found`. */
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

  /** What actions name is there, and of this workspace. Throws `agent_not_found`, `canned_response_not_found`. */
  async function checkNamed(by: AgentPrincipal, actions: readonly MacroAction[]): Promise<void> {
    for (const action of actions) {
      if (action.type === 'send') await cannedFor(by, action.cannedResponseId)
      if (action.type !== 'assign' || action.to === 'me' || action.to === 'nobody') continue
      if (!(await agentNameOf(by.workspaceId, action.to)))
        throw new AppError('agent_not_found', 'There is no such agent.')
    }
  }

  async function changeable(by: AgentPrincipal, id: MacroId): Promise<LiveMacro> {
    const record = await macroFor(store, by, { id, places: await placesFor(by) })
    checkMayChange(by, record.place)
    return record
  }

  return {
    list: async (by: AgentPrincipal) => store.list(by.workspaceId, await placesFor(by)),

    /** Throws `forbidden`, `department_not_found`, `agent_not_found`, `canned_response_not_found`, `list_full`. */
    async create(by: AgentPrincipal, { scope, ...written }: Written): Promise<LiveMacro> {
      const place = await placeFor(by, scope)
      await checkNamed(by, written.actions)
      await checkRoom(by.workspaceId, place)
      const now = clock.now()
      const record: LiveMacro = {
        ...{ _id: newId('mac', now), workspaceId: by.workspaceId, place, ...written },
        ...{ uses: 0, usedAt: null, createdBy: by.agentId, updatedAt: now },
      }
      await store.insert(record)
      return record
    },

    /** Throws `macro_not_found`, `changed_since` too. */
    async update(by: AgentPrincipal, id: MacroId, { scope, known, ...change }: Change): Promise<LiveMacro> {
      const record = await changeable(by, id)
      await checkNamed(by, change.actions ?? [])
      const place = scope ? await placeFor(by, scope) : record.place
      if (place !== record.place) await checkRoom(by.workspaceId, place)
      const changes = { ...defined(change), place, updatedAt: clock.now() }
      const seen = known === undefined ? record.updatedAt : new Date(known)
      return liveOr(await store.update({ ...record, updatedAt: seen }, changes), changedSince())
    },

    async remove(by: AgentPrincipal, id: MacroId): Promise<void> {
      const record = await changeable(by, id)
      await store.remove(record, new Date(clock.now().getTime() + KEPT_MS))
    },

    async restore(by: AgentPrincipal, id: MacroId): Promise<LiveMacro> {
      const record = await deletedFor(store, by, { id, places: await placesFor(by) })
      checkMayChange(by, record.before)
      await checkRoom(by.workspaceId, record.before)
      return liveOr(await store.restore(record, record.before), notFound())
    },

    async count(by: AgentPrincipal, id: MacroId): Promise<void> {
      const record = await macroFor(store, by, { id, places: await placesFor(by) })
      await store.use(record, clock.now())
    },
  }
}
export type MacroActions = ReturnType<typeof createMacroActions>

function liveOr(record: MacroRecord | null, error: AppError): LiveMacro {
  if (!record || !isLive(record)) throw error
  return record
}

function changedSince(): AppError {
  return new AppError('changed_since', 'Somebody else changed it since you read it: read it again.')
}
