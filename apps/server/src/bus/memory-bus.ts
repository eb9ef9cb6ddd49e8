import { randomUUID } from 'node:crypto'
import { LIMITS } from '@parley/protocol'
import { type Bus, type BusMessage, withinBytes } from './bus.ts'

/** The bus of one process: it delivers at once, in order, to whoever listens in it. */
export function createMemoryBus({ busBytes }: { busBytes: number } = LIMITS): Bus {
  const listeners = new Set<(message: BusMessage) => void>()
  return {
    id: randomUUID(),
    publish(message) {
      const told = withinBytes(message, busBytes)
      for (const listener of listeners) listener(told)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      listeners.clear()
    },
  }
}
