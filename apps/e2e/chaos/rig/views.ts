import type { Person } from './person.ts'

/** Nothing is under way any more, and everybody in a conversation shows the same newest message (notes aside). */
export function isEverywhere(people: readonly Person[]): boolean {
  return people.every((person) => person.isSettled()) && [...newest(people).values()].every(alike)
}

function newest(people: readonly Person[]): Map<string | null, (string | undefined)[]> {
  const views = new Map<string | null, (string | undefined)[]>()
  for (const { chats } of people)
    for (const chat of chats) {
      const id = chat.handle.id.peek()
      const last = chat.messages().findLast(({ kind, n }) => kind === 'msg.new' && n !== null)
      views.set(id, [...(views.get(id) ?? []), last?.key])
    }
  return views
}

const alike = (keys: readonly (string | undefined)[]) => keys.every((key) => key === keys[0])
