/** How long a tab waits for word of the others before it takes the turn, milliseconds. */
const WAIT_MS = 120
/** Turns that are remembered. */
const REMEMBERED = 50
const LONGEST_KEY = 100

/** One tab of all says `key`: what tabs tell each other. The lowest claim wins, and what was taken is told again. */
type Word = { is: 'claim'; key: string; by: number } | { is: 'taken'; key: string }

export type Turns = {
  /** Whether this tab is the one of all that acts on `key`; for each key one tab is told so, once. */
  take(key: string): Promise<boolean>
  /** Nobody needs to act on `key`. */
  settle(key: string): void
  end(): void
}

/**
 * One of all tabs of this origin acts (R20). Not by a lock: a tab that was frozen would find it free again, and pages
 * without TLS have none. Where tabs cannot talk to each other each is the only one.
 */
export function createTurns(name: string): Turns {
  const taken = new Set<string>()
  const rivals = new Map<string, number>()
  const channel = openChannel(name, hear)
  const tell = (word: Word) => channel?.postMessage(word)

  function remember(key: string): void {
    taken.add(key)
    rivals.delete(key)
    if (taken.size > REMEMBERED) taken.delete([...taken][0] ?? key)
  }
  function settle(key: string): void {
    if (taken.has(key)) return
    remember(key)
    tell({ is: 'taken', key })
  }
  function hear({ is, key, by }: Partial<Record<'is' | 'key' | 'by', unknown>>): void {
    if (typeof key !== 'string' || key.length > LONGEST_KEY) return
    if (is === 'taken') remember(key)
    else if (typeof by === 'number') rivalled(key, by)
  }
  function rivalled(key: string, by: number): void {
    if (taken.has(key)) tell({ is: 'taken', key })
    else if (rivals.size < REMEMBERED) rivals.set(key, Math.min(by, rivals.get(key) ?? 1))
  }

  return {
    async take(key) {
      if (taken.has(key)) return false
      const by = Math.random()
      tell({ is: 'claim', key, by })
      if (channel) await new Promise((done) => setTimeout(done, WAIT_MS))
      if (taken.has(key) || (rivals.get(key) ?? 1) < by) return false
      settle(key)
      return true
    },
    settle,
    end: () => channel?.close(),
  }
}

function openChannel(name: string, hear: (word: object) => void): BroadcastChannel | null {
  try {
    const channel = new BroadcastChannel(name)
    channel.onmessage = ({ data }) => hear(Object(data))
    return channel
  } catch {
    return null // refused with the storage: this tab is alone
  }
}
