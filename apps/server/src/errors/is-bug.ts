/** Whether `error` is a mistake in our code, not the doing of a store or a network: trying again would not help. */
export function isBug(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError
}
