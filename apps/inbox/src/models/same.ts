type Fields = Readonly<Record<string, unknown>>

/** `after`, or `before` where it says the same: whoever holds that draws nothing anew. */
export function keptIfSame<T extends object>(before: T | null | undefined, after: T): T {
  return before && isSame(before as Fields, after as Fields) ? before : after
}

/** Field by field; lists item by item, by identity. */
function isSame(a: Fields, b: Fields): boolean {
  const keys = Object.keys(b)
  return keys.length === Object.keys(a).length && keys.every((key) => isSameField(a[key], b[key]))
}

function isSameField(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => one === b[i])
  return a === b
}
