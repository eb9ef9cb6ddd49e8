import type { Environment } from '@parley/client'
import { IDBFactory } from 'fake-indexeddb'

/** What the tabs of one browser have in common. */
export type Browser = {
  indexedDB: IDBFactory
  channels: Map<string, Set<() => void>>
  locks: Map<string, Promise<unknown>>
}

export const aBrowser = (): Browser => ({ indexedDB: new IDBFactory(), channels: new Map(), locks: new Map() })

/** Tabs of one browser share its storage, its channels and its locks; a page alone keeps nothing and waits for nobody. */
export function sharedOf(browser?: Browser): Partial<Environment> {
  if (!browser) return { lock: (_, task) => task() }
  const { indexedDB, channels, locks } = browser
  return {
    indexedDB: () => indexedDB,
    lock(name, task) {
      const mine = (locks.get(name) ?? Promise.resolve()).then(task, task)
      locks.set(name, mine)
      return mine
    },
    openChannel(name, onMessage) {
      const tabs = channels.get(name) ?? new Set()
      channels.set(name, tabs.add(onMessage))
      return {
        post() {
          for (const tab of tabs) if (tab !== onMessage) setImmediate(tab)
        },
        close: () => tabs.delete(onMessage),
      }
    },
  }
}
