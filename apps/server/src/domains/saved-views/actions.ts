import type { ConversationFilter, SavedView, SavedViewId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { createKeeping, type PlaceDepartments } from '../../lib/kept.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { LiveView, SavedViewRecord } from './model.ts'
import type { SavedViewStore } from './store.ts'

export type SavedViewDeps = {
  store: SavedViewStore
  departments: PlaceDepartments
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

export function createSavedViewActions({ store, departments, conversations, clock }: SavedViewDeps) {
  const kept = createKeeping<SavedViewRecord, Partial<Omit<Written, 'scope'>>>({
    store,
    departments,
    clock,
    most: MOST,
    missing,
  })

  return {
    async list(by: AgentPrincipal) {
      return store.list(by.workspaceId, await kept.places(by))
    },

    /** Throws `forbidden`, `department_not_found`, `list_full`. */
    async create(by: AgentPrincipal, { scope, ...written }: Written): Promise<LiveView> {
      const place = await kept.placeFor(by, scope)
      await kept.checkRoom(by.workspaceId, place)
      const now = clock.now()
      const { workspaceId, agentId: createdBy } = by
      const record: LiveView = { _id: newId('svw', now), workspaceId, place, ...written, createdBy, updatedAt: now }
      await store.insert(record)
      return record
    },

    /** Throws `saved_view_not_found`, `changed_since` too. */
    async update(by: AgentPrincipal, id: SavedViewId, { scope, known, ...change }: Change): Promise<LiveView> {
      const record = await kept.changeable(by, id)
      return kept.change(by, record, { scope, known, changes: defined(change) })
    },

    remove: kept.remove,
    restore: kept.restore,

    /** Those of `ids` that he may use, one after the other: a list costs the store no more than one at a time. */
    async counts(by: AgentPrincipal, ids: readonly SavedViewId[]) {
      const { found } = await store.list(by.workspaceId, await kept.places(by))
      const counts: { id: SavedViewId; count: number; truncated: boolean }[] = []
      for (const { _id: id, filter } of found)
        if (ids.includes(id)) counts.push({ id, ...(await conversations.countFitting(by, filter)) })
      return counts
    },
  }
}
export type SavedViewActions = ReturnType<typeof createSavedViewActions>

function missing(): AppError {
  return new AppError('saved_view_not_found', 'There is no such saved view.')
}
