import type { MacroId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Place } from '../../lib/places.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { isLive, type LiveMacro, type MacroRecord } from './model.ts'
import type { MacroStore } from './store.ts'

type Finder = Pick<MacroStore, 'find'>

/** The only way from an id in a request to one that `by` may run. Throws `macro_not_found`. */
export async function macroFor(
  store: Finder,
  by: AgentPrincipal,
  { id, places }: { id: MacroId; places: readonly Place[] },
): Promise<LiveMacro> {
  const record = await store.find(by.workspaceId, id)
  if (!record || !isLive(record) || !places.includes(record.place)) throw notFound()
  return record
}

/** The same of one that was deleted, as long as it is kept. */
export async function deletedFor(
  store: Finder,
  by: AgentPrincipal,
  { id, places }: { id: MacroId; places: readonly Place[] },
): Promise<MacroRecord & { before: Place }> {
  const record = await store.find(by.workspaceId, id)
  const { before } = record ?? {}
  if (!record || isLive(record) || !before || !places.includes(before)) throw notFound()
  return { ...record, before }
}

export function notFound(): AppError {
  return new AppError('macro_not_found', 'There is no such macro.')
}
