import type { NewBlock } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { type AddressRange, addressOf, holds, rangeOf, rangeText } from '../../lib/address-range.ts'
import type { BlockRecord } from './model.ts'

/** Bits that a range has at least: a wider one is a part of the world, not of a network. */
const FEWEST_BITS = { 4: 8, 6: 16 } as const

export type BlockedRange = { range: AddressRange; expiresAt: Date | null }

/** What was stored is a range; whatever is not one any more holds nobody. */
export function blockedRange({ target, expiresAt }: Pick<BlockRecord, 'target' | 'expiresAt'>): BlockedRange[] {
  const range = rangeOf(target)
  return range ? [{ range, expiresAt }] : []
}

/** Whether one of them holds `address` now. */
export function isWithin(ranges: readonly BlockedRange[], address: string, now: Date): boolean {
  if (ranges.length === 0) return false
  const one = addressOf(address)
  return one !== null && ranges.some(({ range, expiresAt }) => (!expiresAt || expiresAt > now) && holds(range, one))
}

/**
 * The range as it is written, when it may be blocked from `address`: nobody shuts himself out without having been asked.
 * Throws `invalid_request`, `range_too_wide`, `own_address`.
 */
export function rangeToBlock(typed: string, address: string, { confirmed }: Pick<NewBlock, 'confirmed'>): string {
  const range = rangeOf(typed)
  if (!range) throw new AppError('invalid_request', 'This is no address and no range of addresses.')
  const fewest = FEWEST_BITS[range.family]
  if (range.bits < fewest) throw new AppError('range_too_wide', `A range is /${fewest} at most.`)
  const own = addressOf(address)
  if (!confirmed && own && holds(range, own))
    throw new AppError('own_address', 'You come from an address of this range yourself: say that you mean it.')
  return rangeText(range)
}
