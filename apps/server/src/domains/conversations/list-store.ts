import type { Filter } from '@parley/database'
import type { ConversationId } from '@parley/protocol'
import type { ConversationRecord } from './model.ts'

/** In the store's own words. */
export type Condition = Filter<ConversationRecord>

/** A walk along an index, in its order: what the index does not tell is judged afterwards. */
export type Drive = {
  filter: Condition
  by: 'updatedAt' | 'waitingSince'
  /** The earliest moment first. */
  isRising: boolean
  after: { at: Date; id: ConversationId } | null
  limit: number
}

/** The condition and the order of a walk as the store takes them. */
export function asQuery({ filter, by, isRising: rising, after }: Omit<Drive, 'limit'>) {
  const sign = rising ? (1 as const) : (-1 as const)
  const sort = { [by]: sign, _id: sign } as Record<string, 1 | -1>
  if (!after) return { filter, sort }
  const [reach, beyond] = rising ? (['$gte', '$gt'] as const) : (['$lte', '$lt'] as const)
  const condition = { ...(filter[by] as object), [reach]: after.at }
  const $or = [{ [by]: { [beyond]: after.at } }, { _id: { [beyond]: after.id } }]
  return { filter: { ...filter, [by]: condition, $or } as Filter<ConversationRecord>, sort }
}
