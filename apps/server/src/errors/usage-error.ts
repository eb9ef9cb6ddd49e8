/** A mistake of the operator, or a trouble that he can end; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
