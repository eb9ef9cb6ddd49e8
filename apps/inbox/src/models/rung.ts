import type { Environment } from '@parley/client'
import type { Happening } from './happenings.ts'

/** Keys that are remembered: what is older was rung long ago. */
const MOST = 300

/**
 * What was rung in this browser, by whichever tab: kept with the storage, so that neither a tab that takes over nor a
 * reload rings it again. Where nothing can be kept, this tab's memory has to do.
 */
export function createRung(env: Pick<Environment, 'storage'>, name: string) {
  let here: Record<string, number> = {}

  function read(): Record<string, number> {
    try {
      return JSON.parse(env.storage()?.getItem(name) ?? '{}') as Record<string, number>
    } catch {
      return here // storage that is blocked or holds nonsense
    }
  }
  function write(entries: [string, number][]): void {
    here = Object.fromEntries(entries.slice(-MOST))
    try {
      env.storage()?.setItem(name, JSON.stringify(here))
    } catch {
      return // then it lives as long as the page
    }
  }

  return {
    /** Those that nobody rang yet, which are taken by this very call. */
    claim(happenings: readonly Happening[]): Happening[] {
      const rung = new Map(Object.entries({ ...here, ...read() }))
      const fresh = happenings.filter(({ key, n }) => {
        const isNews = n > (rung.get(key) ?? -1)
        if (isNews) {
          rung.delete(key)
          rung.set(key, n)
        }
        return isNews
      })
      if (fresh.length > 0) write([...rung])
      return fresh
    },
    /** Leaves nothing of this person behind in the browser. */
    forget() {
      here = {}
      try {
        env.storage()?.removeItem(name)
      } catch {
        return // nothing could be kept there either
      }
    },
  }
}
