import type { Models } from '../../models/models.ts'

/** Small things of this visitor's own, over pages and visits; in memory where nothing may be stored. */
export function createKept(prefix: string, { settings }: Pick<Models, 'settings'>) {
  const memory = new Map<string, string | null>()
  const isStored = settings.consent === undefined
  return {
    read(name: string): string | null {
      const known = memory.get(name)
      if (known !== undefined || !isStored) return known ?? null
      try {
        return localStorage.getItem(`${prefix}:${name}`)
      } catch {
        return null // storage is refused here
      }
    },
    write(name: string, value: string | null): void {
      memory.set(name, value)
      if (!isStored) return
      try {
        if (value === null) localStorage.removeItem(`${prefix}:${name}`)
        else localStorage.setItem(`${prefix}:${name}`, value)
      } catch {
        // storage is refused here: it lasts as long as the page
      }
    },
  }
}
