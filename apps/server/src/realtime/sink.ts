import type { Principal } from '../lib/principal.ts'

/** Where frames go: a socket, or the answer of a long-poll. */
export type Sink = {
  /** As it is now; re-checked while the connection lives. */
  readonly principal: Principal
  send(text: string): void
  /** For what the reader very likely has: told again lest it be missing, but no news. */
  sendAgain(text: string): unknown
  /** Null while there is room; else settles when a replay may go on (SYNC-50). */
  room(): Promise<void> | null
  /** For what is never stored: dropped when the line is slow. */
  sendIfIdle(text: string): unknown
}
