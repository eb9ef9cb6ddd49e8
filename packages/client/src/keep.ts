import type { Environment } from './environment.ts'

/** What survives a page load beside the outbox; one JSON object per identity in the page's local storage. */
export type Kept = { token?: string; visitorId?: `vis_${string}`; epoch?: string; device?: string }

export type Keep = {
  read(): Kept
  write(change: Kept): void
  clear(): void
}

/**
 * Small things kept in local storage, with memory as the one that is believed once storage failed.
 * `onLost` may be called more than once.
 */
export function createKeep(env: Environment, name: string, onLost: () => void): Keep {
  let memory: Kept = {}
  const attempt = (task: (storage: NonNullable<ReturnType<Environment['storage']>>) => void) => {
    try {
      const storage = env.storage()
      if (storage) task(storage)
    } catch {
      onLost()
    }
  }
  const read = () => {
    attempt((storage) => {
      const text = storage.getItem(name)
      if (text) memory = { ...memory, ...JSON.parse(text) }
    })
    return memory
  }
  return {
    read,
    write(change) {
      memory = { ...read(), ...change }
      attempt((storage) => storage.setItem(name, JSON.stringify(memory)))
    },
    clear() {
      memory = {}
      attempt((storage) => storage.removeItem(name))
    },
  }
}
