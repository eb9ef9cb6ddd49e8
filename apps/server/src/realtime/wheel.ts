/** Visits every member once a turn, some at each tick: one timer for all of them (SYNC-52). */
export function createWheel<T>({ turnMs, ticks, visit }: { turnMs: number; ticks: number; visit(member: T): void }) {
  const slots = Array.from({ length: ticks }, () => new Set<T>())
  const slotOf = new Map<T, Set<T>>()
  let at = 0
  const timer = setInterval(() => {
    at = (at + 1) % ticks
    for (const member of slots[at] ?? []) visit(member)
  }, turnMs / ticks)
  timer.unref()

  return {
    /** Its first visit is a whole turn from now. */
    add(member: T): void {
      const slot = slots[at]
      slot?.add(member)
      if (slot) slotOf.set(member, slot)
    },
    remove(member: T): void {
      slotOf.get(member)?.delete(member)
      slotOf.delete(member)
    },
    members: (): Iterable<T> => slotOf.keys(),
    size: () => slotOf.size,
    stop: () => clearInterval(timer),
  }
}
