import type { CannedResponse, CannedResponseId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { createKeeping, type PlaceDepartments } from '../../lib/kept.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { CannedRecord, LiveCanned } from './model.ts'
import type { CannedStore } from './store.ts'

export type CannedDeps = {
  store: CannedStore
  departments: PlaceDepartments
  clock: Clock
}
type Written = Pick<CannedResponse, 'scope' | 'shortcut' | 'title' | 'category' | 'text'>
type Change = { [K in keyof Written]?: Written[K] | undefined } & { known?: string | undefined }

/** Of one person, department, or the workspace. */
const MOST = 300

export function createCannedActions({ store, departments, clock }: CannedDeps) {
  const kept = createKeeping<CannedRecord, Partial<Omit<Written, 'scope'>>>({
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

    /** Throws `forbidden`, `department_not_found`, `shortcut_taken`, `list_full`. */
    async create(by: AgentPrincipal, { scope, ...written }: Written): Promise<LiveCanned> {
      const place = await kept.placeFor(by, scope)
      await kept.checkRoom(by.workspaceId, place)
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
      const record = await kept.changeable(by, id)
      return kept.change(by, record, { scope, known, changes: defined(change) })
    },

    remove: kept.remove,

    /** Throws `shortcut_taken` when its word was given away meanwhile. */
    restore: kept.restore,

    /** One that `by` may insert. Throws `canned_response_not_found`. */
    get: kept.get,

    async count(by: AgentPrincipal, id: CannedResponseId): Promise<void> {
      const record = await kept.get(by, id)
      await store.use(record, clock.now())
    },
  }
}
export type CannedActions = ReturnType<typeof createCannedActions>

function missing(): AppError {
  return new AppError('canned_response_not_found', 'There is no such canned response.')
}
