import type { CloseReason, CloseReasonId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'

/** The only way from an id in a request to a reason, among those of its own workspace. Throws `reason_not_found`. */
export function reasonFor(reasons: readonly CloseReason[], id: CloseReasonId): CloseReason {
  const found = reasons.find((one) => one.id === id)
  if (!found) throw new AppError('reason_not_found', 'There is no such reason.')
  return found
}
