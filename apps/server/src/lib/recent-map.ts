/** A map that forgets what was not asked for the longest, once it holds more than `max`. */
export function createRecentMap<K, V>(max: number) {
  const map = new Map<K, V>()

  return {
    get(key: K): V | undefined {
      const value = map.get(key)
      if (value === undefined) return undefined
      map.delete(key)
      map.set(key, value)
      return value
    },

    set(key: K, value: V): void {
      map.delete(key)
      map.set(key, value)
      if (map.size <= max) return
      const [oldest] = map.keys()
      if (oldest !== undefined) map.delete(oldest)
    },

    delete: (key: K): boolean => map.delete(key),
    size: () => map.size,
  }
}
