import type { MethodName, Parley } from '@parley/sdk'

/** One call as a page would write it. `tell` hears what listeners are told. */
export type Call = (parley: Parley, tell: (what: unknown) => void) => unknown
export type Calls<Names extends MethodName> = { readonly [Name in Names]: Call }
