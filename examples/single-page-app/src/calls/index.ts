import type { MethodName } from '@parley/sdk'
import type { Calls } from './call.ts'
import { diagnostics, events, lifecycle, state, visibility } from './control.ts'
import { analytics, attributes, identity, privacy, routing } from './people.ts'
import { assistance, engagement, files, look, messaging, navigation, push } from './talk.ts'

/** Every method of `Parley`, called once. A method without a line here does not compile. */
export const CALLS: Calls<MethodName> = {
  ...{ ...lifecycle, ...visibility, ...state, ...identity, ...attributes, ...routing, ...analytics, ...messaging },
  ...{ ...navigation, ...engagement, ...look, ...assistance, ...privacy, ...files, ...events, ...push, ...diagnostics },
}
