/** First come, first served, one at a time for each key. */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>()

  return {
    /** Runs `work` when everything taken before under `key` has ended. */
    take<T>(key: string, work: () => Promise<T>): Promise<T> {
      const before = last.get(key) ?? Promise.resolve()
      const turn = before.then(work, work)
      last.set(key, turn)
      const leave = () => {
        if (last.get(key) === turn) last.delete(key)
      }
      turn.then(leave, leave)
      return turn
    },
    size: () => last.size,
  }
}
