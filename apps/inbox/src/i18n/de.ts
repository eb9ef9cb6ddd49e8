import { begin } from './de-begin.ts'
import { contact } from './de-contact.ts'
import { inbox } from './de-inbox.ts'
import { lists } from './de-lists.ts'
import { merging } from './de-merging.ts'
import { messages } from './de-messages.ts'
import { notices } from './de-notices.ts'
import { person } from './de-person.ts'
import { splitting } from './de-splitting.ts'
import { start } from './de-start.ts'
import { together } from './de-together.ts'
import { work } from './de-work.ts'
import { writing } from './de-writing.ts'
import type { Messages } from './messages.ts'

/** Deutsch. */
export const de: Messages = {
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
}
