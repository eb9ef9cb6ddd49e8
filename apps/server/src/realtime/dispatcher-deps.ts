import type { Limits } from '@parley/protocol'
import type { Bus } from '../bus/bus.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { Authenticator } from '../lib/principal.ts'
import type { Connection } from './connection.ts'
import type { ConversationFeed } from './ports.ts'
import type { Readers } from './reader.ts'

/** What frames are answered with. */
export type DispatcherDeps = {
  authenticator: Authenticator
  feed: ConversationFeed
  readers: Readers
  bus: Bus
  /** The store's clock, for what clients see. */
  clock: Clock
  /** The incarnation of the store (SYNC-44). */
  epoch: string
  limits: Limits
  log: Logger
  /** Milliseconds that only rise. */
  monotonic(): number
  /** The connection has said who it is; false when that person has too many. */
  admit(one: Connection): boolean
  /** The event loop is late: what is never stored is dropped first (SYNC-53). */
  isOverloaded(): boolean
}
