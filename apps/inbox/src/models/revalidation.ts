import type { Client } from '@parley/client'
import type { ConversationFilter, ConversationRow, ListView } from '@parley/protocol'
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

type Asked = { ids: readonly ListRow['id'][]; within?: { view: ListView; filter: ConversationFilter } | undefined }

type Outcome = {
  /** Rows as they are now. */
  arrive(rows: ConversationRow[]): void
  /** Asked for and not told of: erased, or not the agent's to see any more. */
  leave(rows: readonly ConversationRow[]): void
}

/** Asks what has become of the rows on screen, and again later: whatever a clock or a line got wrong ends here (SYNC-40). */
export async function revalidate(list: Shown, within: Asked['within'], outcome: Outcome): Promise<void> {
  const mine = list.turn
  await judgeRows(list, { ids: list.rows.peek().map(({ id }) => id), within }, outcome)
  if (mine === list.turn) list.revalidation.call()
}

/** What the server says of some rows: they are as told, or they are not in the list. */
export async function judgeRows(list: Shown, { ids, within }: Asked, { arrive, leave }: Outcome): Promise<void> {
  const mine = list.turn
  for (let i = 0; i < ids.length; i += LIMITS.pageSize) {
    const asked = ids.slice(i, i + LIMITS.pageSize)
    const known = list.rows.peek().filter(({ id }) => asked.includes(id))
    const body = { ids: asked, ...(within && { within }) }
    const answer = await list.client.call('revalidateRows', { body }).catch(() => null)
    if (mine !== list.turn || !answer) return // the next time will do
    arrive(answer.rows)
    const present = new Set(answer.rows.map(({ id }) => id))
    const gone = known.filter(({ id }) => !present.has(id))
    if (gone.length > 0) leave(gone)
  }
}
