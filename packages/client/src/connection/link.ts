import type { ClientFrame, ServerFrame } from '@parley/protocol'
import type { Transport } from './connection-state.ts'

/** A frame as this client writes it: the schema's types brand what only the server may demand. */
export type OutgoingFrame = { t: ClientFrame['t'] } & Record<string, unknown>

/** One way to the server, from dialling to its end. After `close()` its handlers are not called any more. */
export type Link = {
  transport: Transport
  send(frame: OutgoingFrame): void
  /** Asks for a sign of life within 3 s (SYNC-65). */
  probe(): void
  close(): void
}

export type LinkHandlers = {
  frame(frame: ServerFrame, link: Link): void
  /** `code` is a close code; 0 when the server could not be reached; `error` what HTTP said about it. */
  closed(code: number, link: Link, afterMs?: number): void
}
