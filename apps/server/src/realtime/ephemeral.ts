import type { Actor, ClientFrame } from '@parley/protocol'
import type { EphemeralNote } from '../bus/bus.ts'
import type { LogRef } from './ports.ts'

/**
 * Typing and the like: never stored. What a visitor does is for agents; what an agent types is for visitors too, unless he
 * is in a note; where he looks is for agents alone (SYNC-16, R38). The sender is the connection's, never the frame's.
 */
export function ephemeralNote(ref: LogRef, from: Actor, frame: Extract<ClientFrame, { t: 'eph' }>): EphemeralNote {
  const { conversationId, k, note } = frame
  // Words travel as a draft alone, which a site has to allow.
  const d = k === 'draft' ? frame.d : frame.d !== false
  const forVisitors = from.type === 'agent' && !note && k !== 'cursor'
  const text = JSON.stringify({ t: 'eph', conversationId, k, d, from, ...(note && from.type === 'agent' && { note }) })
  return { type: 'eph', ...ref, from, forVisitors, frame: text }
}
