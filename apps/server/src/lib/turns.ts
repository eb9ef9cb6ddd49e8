/** One queue per key: work of one key runs one at a time, in the order it came; other keys do not wait for it. */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>()

  return {
    /** How many keys have work under way. */
    size: () => last.size,

    /** Runs `work` when all earlier work of `key` is over, whatever became of it. */
    take<T>(key: string, work: () => Promise<T>): Promise<T> {
      const before = last.get(key)
      const mine = before === undefined ? work() : before.then(work, work)
      last.set(key, mine)
      const leave = () => {
        if (last.get(key) === mine) last.delete(key)
      }
      mine.then(leave, leave)
      return mine
    },
  }
}
