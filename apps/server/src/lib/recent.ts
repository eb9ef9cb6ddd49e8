/** A set that remembers the newest values, between `size` and twice as many. */
export function createRecent<T>(size: number) {
  let young = new Set<T>()
  let old = new Set<T>()

  return {
    has: (value: T) => young.has(value) || old.has(value),
    add(value: T): void {
      young.add(value)
      if (young.size < size) return
      old = young
      young = new Set()
    },
  }
}
