/** What the tabs of one agent in one browser settle among themselves. */
export type Tabs = {
  /** Runs `begin` when this tab is the one that speaks for all of them; the next one takes its place when it closes. */
  lead(begin: () => void): () => void
  /** Says what a person looks at in this tab; null when nobody looks at it. */
  look(at: string | null): void
  /** What is looked at in any of them. */
  looks(): Promise<readonly string[]>
}

/**
 * By locks, which a browser takes back from a tab that closes or crashes. Where there are none (plain http, storage kept
 * away) every tab leads, and `claim` of the bell is all that keeps two from ringing.
 */
export function createTabs(name: string, locks: LockManager | undefined): Tabs {
  let here: string | null = null
  let letGo: () => void = nothing

  return {
    lead(begin) {
      if (!locks) {
        begin()
        return nothing
      }
      const end = new AbortController()
      void hold(locks, { name: `${name}:lead`, signal: end.signal, held: begin })
      return () => end.abort()
    },
    look(at) {
      if (at === here) return
      here = at
      letGo()
      if (at === null || !locks) return
      const end = new AbortController()
      letGo = () => end.abort()
      void hold(locks, { name: `${name}:look:${at}`, signal: end.signal, isShared: true })
    },
    async looks() {
      const own = here === null ? [] : [here]
      if (!locks) return own
      const { held = [] } = await locks.query()
      const before = `${name}:look:`
      return [...own, ...held.flatMap((one) => (one.name?.startsWith(before) ? one.name.slice(before.length) : []))]
    },
  }
}

const nothing = () => undefined

type Hold = { name: string; signal: AbortSignal; isShared?: boolean; held?(): void }

/** Takes a lock as soon as it is free and keeps it until `signal` says so. */
async function hold(locks: LockManager, { name, signal, isShared = false, held }: Hold): Promise<void> {
  try {
    await locks.request(name, { signal, mode: isShared ? 'shared' : 'exclusive' }, () => {
      if (signal.aborted) return
      held?.()
      return new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
    })
  } catch (error) {
    // Given up before it was had, or refused with the storage: nothing is held then.
    if (!(error instanceof DOMException)) throw error
  }
}
