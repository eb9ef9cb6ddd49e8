import type { VisitorClient } from '@parley/client/visitor'

/** One conversation as the widget holds it. */
export type Handle = ReturnType<VisitorClient['open']>
