import type { Messages } from '../messages.ts'
import { begin } from './begin.ts'
import { contact } from './contact.ts'
import { inbox } from './inbox.ts'
import { lists } from './lists.ts'
import { merging } from './merging.ts'
import { messages } from './messages.ts'
import { notices } from './notices.ts'
import { person } from './person.ts'
import { splitting } from './splitting.ts'
import { start } from './start.ts'
import { together } from './together.ts'
import { work } from './work.ts'
import { writing } from './writing.ts'

/** Português (Brasil). */
export const first: Partial<Messages> = {
  ...begin,
  ...contact,
  ...inbox,
  ...lists,
  ...messages,
  ...notices,
  ...person,
  ...start,
  ...together,
  ...work,
  ...writing,
  ...merging,
  ...splitting,
}
