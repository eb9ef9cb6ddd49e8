type Held = { name: string; mode: LockMode }
type Task = () => unknown

/** Locks of a browser, as far as tabs use them: exclusive and shared ones, given up while they are waited for. */
export function fakeLocks(): LockManager {
  const held = new Set<Held>()
  const waiting: { lock: Held; begin(): void }[] = []
  const isFree = ({ name, mode }: Held) =>
    [...held].every((one) => one.name !== name || (mode === 'shared' && one.mode === 'shared'))

  function next(): void {
    const at = waiting.findIndex(({ lock }) => isFree(lock))
    waiting.splice(at, at < 0 ? 0 : 1)[0]?.begin()
  }

  async function request(name: string, { signal, mode = 'exclusive' }: LockOptions, task: Task): Promise<unknown> {
    const lock: Held = { name, mode }
    if (!isFree(lock)) {
      await new Promise<void>((begin, reject) => {
        const one = { lock, begin }
        waiting.push(one)
        signal?.addEventListener('abort', () => {
          const place = waiting.indexOf(one)
          if (place >= 0) waiting.splice(place, 1)
          reject(new DOMException('given up', 'AbortError'))
        })
      })
    }
    held.add(lock)
    try {
      return await task()
    } finally {
      held.delete(lock)
      next()
    }
  }
  const locks = { request, query: async () => ({ held: [...held], pending: [] }) }
  return locks as unknown as LockManager // the overloads are the browser's
}
