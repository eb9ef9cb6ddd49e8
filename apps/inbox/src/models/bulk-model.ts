import type { ConversationId } from '@parley/protocol'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { BulkDeps, BulkRun } from './bulk-run.ts'
import type { BulkAction, BulkStep } from './bulk-steps.ts'
import type { ListRow } from './list-rows.ts'

type Deps = Pick<BulkDeps, 'client' | 'env' | 'toasts'> & {
  agentId: string
  rows: ReadonlySignal<readonly ListRow[]>
  /** Which list is on screen: in another one nothing is selected. */
  list: ReadonlySignal<unknown>
  /** What stands in it, loaded or not; null where that could not be read, or is not wanted any more. */
  readAll(most: number, isWanted: () => boolean): Promise<readonly ListRow[] | null>
}

/** As many are selected that are not loaded. */
const MOST = 1_000

/** Conversations that are selected, and what is done with all of them; the code that does it is fetched when it is used. */
export const BulkModel = createModel(({ client, env, agentId, rows, list, toasts, readAll }: Deps) => {
  const key = `parley-inbox:bulk:${agentId}`
  const steps = signal<readonly BulkStep[]>([])
  const isRunning = signal(false)
  const deps: BulkDeps = { client, env, key, steps, isRunning, toasts }
  let isGone = false
  let loading: Promise<BulkRun> | null = null

  async function use(how: (run: BulkRun) => void) {
    loading ??= import('./bulk-run.ts').then(({ createBulkRun }) => createBulkRun(deps))
    const run = await loading.catch(() => null)
    if (!run)
      loading = null // what is selected stays so: the next try fetches it again
    else if (!isGone) how(run)
    return run
  }

  function isKept(): boolean {
    try {
      return Boolean(env.storage()?.getItem(key))
    } catch {
      return false // storage that is blocked
    }
  }

  const selection = createSelection(rows, readAll)
  effect(() => {
    list.value
    selection.clear()
  })
  effect(() => () => {
    isGone = true
    selection.clear()
    void loading?.then((run) => run.end())
  })
  if (isKept()) void use((run) => run.resume())

  return {
    ...{ ...selection, steps, isRunning },
    progress: computed(() => ({
      done: steps.value.filter(({ state }) => state !== 'todo').length,
      all: steps.value.length,
      failed: steps.value.filter(({ state }) => state === 'failed'),
    })),
    /** Nothing begins while something runs. */
    start(action: BulkAction) {
      const chosen = selection.chosen()
      void use((run) => {
        if (steps.peek().length > 0) return
        selection.clear()
        run.start(action, chosen)
      })
    },
    /** What is done stays done, and can be taken back. */
    cancel: () => void use((run) => run.stop()),
    retry: () => void use((run) => run.retry()),
    /** Puts the failures away. */
    dismiss: () => void use((run) => run.dismiss()),
    /** Leaves nothing of this person behind in the browser. */
    forget() {
      isGone = true
      void loading?.then((run) => run.end())
      try {
        env.storage()?.removeItem(key)
      } catch {
        return // nothing could be kept there either
      }
    },
  }
})
export type BulkModel = InstanceType<typeof BulkModel>

function createSelection(rows: Deps['rows'], readAll: Deps['readAll']) {
  const selected = signal<ReadonlySet<ConversationId>>(new Set())
  /** Rows that are not loaded, as they were when they were selected. */
  let beyond: readonly ListRow[] = []
  const isGathering = signal(false)
  let turn = 0
  /** Where a range begins. */
  let anchor: ConversationId | null = null
  return {
    ...{ selected, isGathering },
    /** What is selected, as it is now where that is known. */
    chosen: (): ListRow[] => {
      const known = new Map([...beyond, ...rows.peek()].map((row) => [row.id, row]))
      return [...known.values()].filter(({ id }) => selected.peek().has(id))
    },
    /** All that stand in the list, loaded or not; false where that could not be read. */
    async selectMatching(): Promise<boolean> {
      const mine = ++turn
      isGathering.value = true
      const found = await readAll(MOST, () => mine === turn)
      if (mine !== turn) return true
      isGathering.value = false
      if (found) {
        beyond = found
        selected.value = new Set(found.map(({ id }) => id))
      }
      return found !== null
    },
    count: computed(() => selected.value.size),
    toggle(id: ConversationId) {
      const next = new Set(selected.peek())
      if (!next.delete(id)) next.add(id)
      selected.value = next
      anchor = id
    },
    /** From the row selected last to this one. */
    extend(id: ConversationId) {
      const ids = rows.peek().map((row) => row.id)
      const [from = 0, to = 0] = [ids.indexOf(anchor ?? id), ids.indexOf(id)].sort((a, b) => a - b)
      selected.value = new Set([...selected.peek(), ...ids.slice(Math.max(0, from), to + 1)])
    },
    selectAll() {
      selected.value = new Set(rows.peek().map(({ id }) => id))
    },
    clear() {
      turn++
      isGathering.value = false
      beyond = []
      anchor = null
      if (selected.peek().size > 0) selected.value = new Set()
    },
  }
}
