import type { DepartmentId, Scope, WorkspaceId } from '@parley/protocol'
import { AppError } from '../errors/app-error.ts'
import type { Clock } from './clock.ts'
import { checkMayChange, type Place, placeOf, placesOf } from './places.ts'
import type { AgentPrincipal } from './principal.ts'

/** What one agent, a department or everybody keeps: found by its place, and for a while after it was deleted. */
export type Kept<Id extends string> = {
  _id: Id
  workspaceId: WorkspaceId
  /** Where it is found; `gone:` and its id once it was deleted. */
  place: Place | `gone:${Id}`
  /** Of a deleted one: where it was, and when it goes for good. */
  before?: Place
  expiresAt?: Date
  updatedAt: Date
}
/** One that is there. */
export type Live<R> = R & { place: Place }

export const isLive = <R extends { place: string }>(record: R): record is Live<R> => !record.place.startsWith('gone:')

/** The departments of a workspace, as far as a place needs them. */
export type PlaceDepartments = { list(workspaceId: WorkspaceId): Promise<readonly { _id: DepartmentId }[]> }

type Changed = { place: Place; updatedAt: Date }
type Store<R extends Kept<string>, C> = {
  find(workspaceId: WorkspaceId, id: R['_id']): Promise<R | null>
  count(workspaceId: WorkspaceId, place: Place, most: number): Promise<number>
  /** Null when it is not as `seen` any more. */
  update(seen: Live<R>, changes: C & Changed): Promise<R | null>
  remove(record: Live<R>, expiresAt: Date): Promise<void>
  restore(record: R, place: Place): Promise<R | null>
}
type Deps<R extends Kept<string>, C> = {
  store: Store<R, C>
  departments: PlaceDepartments
  clock: Clock
  /** Of one person, department, or the workspace. */
  most: number
  /** What is thrown for one that is not there, or not for whoever asks. */
  missing(): AppError
}
type Change<C> = { scope: Scope | undefined; known: string | undefined; changes: C }

/** So long a deleted one can be brought back. */
const KEPT_MS = 24 * 60 * 60_000

/** The one way from an id in a request to a thing that is kept in a place, and what is done with any of them. */
export function createKeeping<R extends Kept<string>, C>({ store, departments, clock, most, missing }: Deps<R, C>) {
  async function places(by: AgentPrincipal): Promise<Place[]> {
    const all = await departments.list(by.workspaceId)
    const ids = all.map(({ _id }) => _id)
    return placesOf(by, ids)
  }

  /** Where `scope` is, for somebody who may put things there. Throws `forbidden`, `department_not_found`. */
  async function placeFor(by: AgentPrincipal, scope: Scope): Promise<Place> {
    const place = placeOf(scope, by.agentId)
    checkMayChange(by, place)
    if (!(await places(by)).includes(place)) throw new AppError('department_not_found', 'There is no such department.')
    return place
  }

  /** Throws `list_full`. */
  async function checkRoom(workspaceId: WorkspaceId, place: Place): Promise<void> {
    if ((await store.count(workspaceId, place, most)) >= most)
      throw new AppError('list_full', `There are ${most} of them already.`)
  }

  /** One that `by` may use. */
  async function get(by: AgentPrincipal, id: R['_id']): Promise<Live<R>> {
    const allowed = await places(by)
    const record = await store.find(by.workspaceId, id)
    if (!record || !isLive(record) || !allowed.includes(record.place)) throw missing()
    return record
  }

  /** One that `by` may change. Throws `forbidden` too. */
  async function changeable(by: AgentPrincipal, id: R['_id']): Promise<Live<R>> {
    const record = await get(by, id)
    checkMayChange(by, record.place)
    return record
  }

  return {
    ...{ places, placeFor, checkRoom, get, changeable },

    /** Throws `changed_since` when it is not as `known` any more, and what {@link placeFor} and {@link checkRoom} do. */
    async change(by: AgentPrincipal, record: Live<R>, { scope, known, changes }: Change<C>): Promise<Live<R>> {
      const place = scope ? await placeFor(by, scope) : record.place
      if (place !== record.place) await checkRoom(by.workspaceId, place)
      const seen = known === undefined ? record.updatedAt : new Date(known)
      const next = { ...changes, place, updatedAt: clock.now() }
      return liveOr(await store.update({ ...record, updatedAt: seen }, next), changedSince())
    },

    async remove(by: AgentPrincipal, id: R['_id']): Promise<void> {
      const record = await changeable(by, id)
      await store.remove(record, new Date(clock.now().getTime() + KEPT_MS))
    },

    /** One that was deleted, as long as it is kept. */
    async restore(by: AgentPrincipal, id: R['_id']): Promise<Live<R>> {
      const allowed = await places(by)
      const record = await store.find(by.workspaceId, id)
      const { before } = record ?? {}
      if (!record || isLive(record) || !before || !allowed.includes(before)) throw missing()
      checkMayChange(by, before)
      await checkRoom(by.workspaceId, before)
      return liveOr(await store.restore(record, before), missing())
    },
  }
}

function liveOr<R extends { place: string }>(record: R | null, error: AppError): Live<R> {
  if (!record || !isLive(record)) throw error
  return record
}

function changedSince(): AppError {
  return new AppError('changed_since', 'Somebody else changed it since you read it: read it again.')
}
