import type { AgentCopies } from '../offline/copies.ts'
import { type LiveList, type Page, queryOf } from './live-list.ts'

/** The page of a list as it was seen last; undefined where there is none. */
export type Glance = (query: ReturnType<typeof queryOf>) => Promise<Page | undefined>

export const glanceOf =
  (copies: Pick<AgentCopies, 'glance'>): Glance =>
  async (query) =>
    (await copies.glance('listConversations', { query })) as Page | undefined // as the client kept it

/**
 * While the server has not answered yet, what stood in the list when it was seen last. It counts as loading: nothing is
 * followed, kept or grown from here, and the answer takes its place, whole.
 */
export async function showGlance(list: LiveList, glance: Glance): Promise<void> {
  const mine = list.turn
  const page = await glance(queryOf(list))
  if (page && mine === list.turn && list.state.peek() === 'loading') list.rows.value = page.rows
}
