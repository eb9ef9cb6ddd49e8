import type { CloseReason, CloseReasonId, CloseReasons, EndpointTypes, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { reasonFor } from './access.ts'
import type { CloseReasonStore } from './store.ts'

type Deps = { store: CloseReasonStore; clock: Clock }
type Written = EndpointTypes['setCloseReasons']['body']

/** Until somebody sets them. */
const NONE: CloseReasons = { ask: 'never', reasons: [], version: 0 }

export function createCloseReasonActions({ store, clock }: Deps) {
  async function get(workspaceId: WorkspaceId): Promise<CloseReasons> {
    const { ask, reasons, version } = (await store.find(workspaceId)) ?? NONE
    return { ask, reasons, version }
  }

  return {
    get,

    /** Throws `reason_not_found`, `changed_since`, `invalid_request`. */
    async set(workspaceId: WorkspaceId, { ask, reasons: written, version }: Written): Promise<CloseReasons> {
      const before = await get(workspaceId)
      const reasons = written.map(({ id, name }) => ({
        id: id ? reasonFor(before.reasons, id).id : newId('rsn', clock.now()),
        name,
      }))
      judge(reasons, ask)
      const after = { ask, reasons, version: version + 1 }
      const isFirst = before.version === version
      if (!isFirst || !(await store.replace({ _id: workspaceId, workspaceId, ...after }, version)))
        throw new AppError('changed_since', 'Somebody else changed the reasons.')
      return after
    },

    /** What an agent who closes gave as his reason, as it is called now. Throws `reason_not_found`, `reason_required`. */
    async named(workspaceId: WorkspaceId, id: CloseReasonId | undefined): Promise<CloseReason | null> {
      const { ask, reasons } = await get(workspaceId)
      if (id) return reasonFor(reasons, id)
      if (ask === 'required') throw new AppError('reason_required', 'Say why the conversation is closed.')
      return null
    },
  }
}
export type CloseReasonActions = ReturnType<typeof createCloseReasonActions>

/** Each is told from the others, and where one is asked for there is one. */
function judge(reasons: readonly CloseReason[], ask: CloseReasons['ask']): void {
  const firstWith = (of: (one: CloseReason) => string) => new Map(reasons.toReversed().map((one) => [of(one), one]))
  const byName = firstWith(({ name }) => name.toLowerCase())
  const byId = firstWith(({ id }) => id)
  for (const [at, one] of reasons.entries()) {
    if (byName.get(one.name.toLowerCase()) !== one) throw invalid(`/reasons/${at}/name`, 'stands there twice')
    if (byId.get(one.id) !== one) throw invalid(`/reasons/${at}/id`, 'stands there twice')
  }
  if (ask === 'required' && reasons.length === 0) throw invalid('/reasons', 'needs one, since one is asked for')
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', `${pointer} ${detail}.`, { errors: [{ pointer, detail }] })
}
