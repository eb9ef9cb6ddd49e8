import type { Joined } from './crowd.ts'
import type { Person } from './dialect.ts'
import type { LoadOptions, LoadResult } from './load.ts'

export type DialectName = 'parley' | 'floor' | 'socket-io'

/** What the bench asks of the process that makes the load. */
export type Order =
  | { do: 'connect'; dialect: DialectName; port: number; origin: string; people: Person[] }
  | { do: 'load'; options: LoadOptions }
  /** New access tokens for the watchers, by their place: the old ones end after ten minutes. */
  | { do: 'renew'; accesses: string[] }
  | { do: 'close' }

export type Answers = { connect: Joined; load: LoadResult; renew: null; close: null }
export type Reply = { answer: Answers[Order['do']] } | { error: string }
