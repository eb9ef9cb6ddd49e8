import { badValue } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { runStages } from './expression.ts'
import { docOf, type Engine, type Selection, select } from './query.ts'

const STAGES = new Set(['$match', '$sort', '$group', '$limit', '$project', '$count', '$unwind', '$set', '$addFields'])

function checkStages(pipeline: readonly Doc[]): void {
  for (const stage of pipeline) {
    const names = Object.keys(stage)
    if (names.length !== 1 || !STAGES.has(names[0] ?? ''))
      throw badValue(`Unrecognized pipeline stage name: '${names.join()}'`)
  }
}

/** The stages at the head that the planner can do: one `$match`, then `$sort`, then `$limit`. */
function headOf(pipeline: readonly Doc[]): { selection: Selection; rest: readonly Doc[] } {
  const rest = [...pipeline]
  const next = (name: string) => (rest[0] && name in rest[0] ? rest.shift()?.[name] : undefined)
  const filter = next('$match')
  const sort = next('$sort')
  const limit = next('$limit')
  const selection = {
    filter: isPlainObject(filter) ? filter : {},
    sort: isPlainObject(sort)
      ? Object.entries(sort).map(([path, direction]) => [path, Number(direction)] as const)
      : [],
    skip: 0,
    limit: typeof limit === 'number' ? limit : 0,
  }
  return { selection, rest }
}

/**
 * Runs a pipeline; what stands behind its first `$match`, `$sort` and `$limit` is held in memory.
 * @throws StoreError BadValue on a stage the engine does not know
 */
export function aggregate(
  engine: Engine,
  operation: { readonly collection: string; readonly pipeline: readonly Doc[] },
  now: Date,
): Doc[] {
  checkStages(operation.pipeline)
  const { selection, rest } = headOf(operation.pipeline)
  const docs = Array.from(select(engine, operation.collection, selection), docOf)
  return rest.length === 0 ? docs : runStages(rest, docs, now)
}
