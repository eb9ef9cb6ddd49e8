import type { Agent, ConversationRow, Department, Named } from '@parley/protocol'

/** Somebody, or several, whom a note may name. */
export type Mentionable = {
  id: Named['id']
  name: string
  is: 'agent' | 'department' | 'all'
  /** He may read the conversation: a mention tells him. Departments and everybody are as good as their members. */
  isReached: boolean
}
type Where = Pick<ConversationRow, 'departmentId' | 'assigneeId'>

/** Whom a note in a conversation may name: colleagues by name, then departments, then everybody who took part. */
export function mentionables(
  colleagues: readonly Agent[],
  departments: readonly Department[],
  { where, all }: { where: Where | null; all: string },
): Mentionable[] {
  const agents = colleagues.map(
    (agent): Mentionable => ({
      id: agent.id,
      name: agent.name,
      is: 'agent',
      isReached: !where || mayRead(agent, where),
    }),
  )
  return [
    ...agents.sort((a, b) => Number(b.isReached) - Number(a.isReached) || a.name.localeCompare(b.name)),
    ...departments.map(({ id, name }): Mentionable => ({ id, name, is: 'department', isReached: true })),
    { id: 'all', name: all, is: 'all', isReached: true },
  ]
}

/** As the server judges it: the department's, whoever has it, and everybody from supervisor up. */
function mayRead({ id, role, departmentIds }: Agent, { departmentId, assigneeId }: Where): boolean {
  return role !== 'agent' || departmentIds.includes(departmentId) || assigneeId === id
}

/** Those whose name, or a word of it, begins with what was typed; the whole list when nothing was. */
export function fitting<T extends { name: string }>(all: readonly T[], query: string): T[] {
  const asked = plain(query)
  const words = (name: string) => [plain(name), ...plain(name).split(/\s+/)]
  return all.filter(({ name }) => words(name).some((word) => word.startsWith(asked)))
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Names in a text, as they stand there after an `@`; of one name the first of `known` is meant. */
export function namedIn(text: string, known: readonly Named[]): Named[] {
  const found = new Map<Named['id'], Named>()
  for (const part of partsOf(text, known)) {
    if (part.named && !found.has(part.named.id)) found.set(part.named.id, part.named)
  }
  return [...found.values()]
}

export type MentionPart = { text: string; named: Named | null }

/** A text cut into what names somebody and what does not. The longest name wins: `@Ines Duarte` is not `@Ines`. */
export function partsOf(text: string, known: readonly Named[]): MentionPart[] {
  const longestFirst = [...known].sort((a, b) => b.name.length - a.name.length)
  const parts: MentionPart[] = []
  let from = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < from) continue
    const named = longestFirst.find(({ name }) => text.startsWith(name, at + 1) && isEnd(text, at + 1 + name.length))
    if (!named) continue
    if (at > from) parts.push({ text: text.slice(from, at), named: null })
    from = at + 1 + named.name.length
    parts.push({ text: text.slice(at, from), named })
  }
  if (from < text.length) parts.push({ text: text.slice(from), named: null })
  return parts
}

/** No letter follows: `@Ann` is not the beginning of `@Anna`. */
const isEnd = (text: string, at: number) => !/[\p{L}\p{N}_]/u.test(text.charAt(at))
