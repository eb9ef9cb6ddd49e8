import { LIMITS } from '@parley/protocol/constants'

/** Counts stop at 999+: what lies beyond is "many". */
export function countText(count: number, isMore = count > LIMITS.countCeiling): string {
  return isMore ? `${Math.min(count, LIMITS.countCeiling)}+` : String(count)
}
