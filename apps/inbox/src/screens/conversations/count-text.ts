import { LIMITS } from '@parley/protocol/constants'
import { countOnBadge } from '../../format/numbers.ts'

/** Counts stop at 999+: what lies beyond is "many". */
export function countText(count: number, isMore = count > LIMITS.countCeiling): string {
  return isMore
    ? `${countOnBadge(Math.min(count, LIMITS.countCeiling), LIMITS.countCeiling)}+`
    : countOnBadge(count, LIMITS.countCeiling)
}
