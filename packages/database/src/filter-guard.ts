/**
 * Refuses a filter that names a value which is `undefined`: MongoDB's driver would drop the condition, and a query for
 * one document would become a query for all of them.
 * @throws TypeError naming the path
 */
export function refuseUndefined(value: unknown, path = 'filter'): void {
  if (value === undefined) throw new TypeError(`${path} is undefined`)
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) refuseUndefined(value[i], `${path}[${i}]`)
    return
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return
  for (const [key, inner] of Object.entries(value)) refuseUndefined(inner, `${path}.${key}`)
}
