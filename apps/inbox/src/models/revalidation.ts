import type { Client } from '@parley/client'
import type { ConversationRow } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import type { ReadonlySignal } from '@preact/signals'
import type { ListRow } from './list-rows.ts'

type Shown = {
  client: Pick<Client, 'call'>
  rows: ReadonlySignal<readonly ListRow[]>
  /** Raised when the page is another: answers to the one before are dropped. */
  turn: number
  revalidation: { call(): void }
}

type Outcome = {
  /** Rows as they are now. */
  arrive(rows: ConversationRow[]): void
  /** Asked for and not told of: erased, or not the agent's to see any more. */
  leave(rows: readonly ConversationRow[]): void
}

/** Asks what has become of the rows on screen, and again later: whatever a clock or a line got wrong ends here (SYNC-40). */
export async function revalidate(list: Shown, { arrive, leave }: Outcome): Promise<void> {
  const mine = list.turn
  const shown = list.rows.peek()
  for (let i = 0; i < shown.length; i += LIMITS.pageSize) {
    const asked = shown.slice(i, i + LIMITS.pageSize)
    const ids = asked.map(({ id }) => id)
    const answer = await list.client.call('revalidateRows', { body: { ids } }).catch(() => null)
    if (mine !== list.turn) return
    if (!answer) break // the next time will do
    arrive(answer.rows)
    const present = new Set(answer.rows.map(({ id }) => id))
    const gone = asked.filter(({ id }) => !present.has(id))
    if (gone.length > 0) leave(gone)
  }
  list.revalidation.call()
}
