import type { Person } from './person.ts'

/** The newest alone may be one's own, shown as sent before what came just before it arrived. */
const NEWEST = 10

/** Nothing is under way any more, and everybody in a conversation shows the same newest messages (notes aside). */
export function isEverywhere(people: readonly Person[]): boolean {
  return people.every((person) => person.isSettled()) && [...newest(people).values()].every(alike)
}

function newest(people: readonly Person[]): Map<string | null, string[]> {
  const views = new Map<string | null, string[]>()
  for (const { chats } of people)
    for (const chat of chats) {
      const id = chat.handle.id.peek()
      const stored = chat.messages().filter(({ kind, n }) => kind === 'msg.new' && n !== null)
      const last = stored.slice(-NEWEST).map(({ key }) => key)
      views.set(id, [...(views.get(id) ?? []), last.join(' ')])
    }
  return views
}

const alike = (keys: readonly string[]) => keys.every((key) => key === keys[0])
