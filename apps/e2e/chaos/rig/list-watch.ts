import type { Person } from './person.ts'

type Page = Awaited<ReturnType<typeof readPage>>
type ConversationId = Page['rows'][number]['id']

/** An agent's list of all conversations as his screen holds it: the newest row of each by its number. */
export type ListWatch = { name: string; rows: ReadonlyMap<string, number>; resets(): number; stop(): void }

const readPage = ({ client }: Person, cursor: string | null) =>
  client.call('listConversations', { query: { view: 'all', limit: '100', ...(cursor && { cursor }) } })

/** Reads all pages, then follows the list as the inbox does: after a reset it begins anew. */
export async function watchList(person: Person): Promise<ListWatch> {
  const rows = new Map<ConversationId, number>()
  let resets = 0
  const take = (page: readonly { id: ConversationId; ord: number }[]) => {
    for (const { id, ord } of page) rows.set(id, Math.max(ord, rows.get(id) ?? 0))
  }
  const readAll = async () => {
    const first = await readPage(person, null)
    take(first.rows)
    for (let page = first; page.cursor; ) {
      page = await readPage(person, page.cursor)
      take(page.rows)
    }
    return first
  }
  const { keys, at } = await readAll()
  const list = person.client.list(keys, at)
  list.onRows(take)
  list.onGone((gone) => {
    for (const { conversationId } of gone) rows.delete(conversationId)
  })
  list.onReset(() => {
    resets++
    rows.clear()
    // A page that cannot be read now leaves rows missing, which is found at the end.
    readAll().catch(() => undefined)
  })
  return { name: person.name, rows, resets: () => resets, stop: list.release }
}

/** Conversations whose row in a list is older than what some agent's thread shows of them already. */
export function staleRows(lists: readonly ListWatch[], people: readonly Person[]): string[] {
  const newest = new Map<string, number>()
  for (const { chats } of people.filter(({ side }) => side === 'agent'))
    for (const chat of chats) {
      const id = chat.handle.id.peek() ?? ''
      const n = chat.handle.timeline.peek().at(-1)?.n ?? 0
      newest.set(id, Math.max(n, newest.get(id) ?? 0))
    }
  return lists.flatMap(({ name, rows }) =>
    [...newest].filter(([id, n]) => (rows.get(id) ?? 0) < n).map(([id, n]) => `${name} lacks ${id} at ${n}`),
  )
}
