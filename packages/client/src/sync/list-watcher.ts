import type { ConversationId, ConversationRow, ListKey } from '@parley/protocol'
import type { ListHandle } from '../api.ts'
import type { Environment } from '../environment.ts'

/** One screen that shows lists: gathers what changed and tells its listeners once per refresh. */
export type Watcher = {
  keys: ReadonlySet<ListKey>
  handle: Omit<ListHandle, 'release'>
  row(row: ConversationRow): void
  gone(id: ConversationId, ord: number): void
  reset(): void
  stop(): void
}

/** One screen refresh. */
const TICK_MS = 16

export function createWatcher(env: Environment, keys: readonly ListKey[]): Watcher {
  const onRows = new Set<(rows: ConversationRow[]) => void>()
  const onGone = new Set<(gone: { conversationId: ConversationId; ord: number }[]) => void>()
  const onReset = new Set<() => void>()
  const rows = new Map<ConversationId, ConversationRow>()
  const gone = new Map<ConversationId, number>()
  let timer: unknown = null

  function tell() {
    timer = null
    const changed = [...rows.values()]
    const left = [...gone].map(([conversationId, ord]) => ({ conversationId, ord }))
    rows.clear()
    gone.clear()
    if (changed.length) for (const listener of onRows) listener(changed)
    if (left.length) for (const listener of onGone) listener(left)
  }
  const tellSoon = () => {
    timer ??= env.setTimeout(tell, TICK_MS)
  }

  return {
    keys: new Set(keys),
    handle: {
      onRows: (listener) => listen(onRows, listener),
      onGone: (listener) => listen(onGone, listener),
      onReset: (listener) => listen(onReset, listener),
    },
    row(row) {
      gone.delete(row.id)
      rows.set(row.id, row)
      tellSoon()
    },
    gone(id, ord) {
      rows.delete(id)
      gone.set(id, ord)
      tellSoon()
    },
    reset() {
      for (const listener of onReset) listener()
    },
    stop: () => env.clearTimeout(timer),
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
