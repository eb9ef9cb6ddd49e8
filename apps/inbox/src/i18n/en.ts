import { begin } from './en-begin.ts'
import { contact } from './en-contact.ts'
import { inbox } from './en-inbox.ts'
import { lists } from './en-lists.ts'
import { merging } from './en-merging.ts'
import { messages } from './en-messages.ts'
import { notices } from './en-notices.ts'
import { person } from './en-person.ts'
import { splitting } from './en-splitting.ts'
import { start } from './en-start.ts'
import { together } from './en-together.ts'
import { work } from './en-work.ts'
import { writing } from './en-writing.ts'

/**
 * English: what the first screens say. What screens say that are fetched later stands in `en-later.ts`; a text belongs
 * to one of the two. Plain, calm, from one person to another (look.md 8).
 */
export const en = {
  ...start,
  ...begin,
  ...contact,
  ...inbox,
  ...lists,
  ...merging,
  ...splitting,
  ...messages,
  ...notices,
  ...person,
  ...together,
  ...work,
  ...writing,
} as const
