import type { AgentId, Mark } from '@parley/protocol'
import type { Block, MessageItem } from './thread-blocks.ts'

export type Receipt = 'sending' | 'sent' | 'delivered' | 'seen'

/** The newest answer in the thread: the one that carries the receipt. Failed ones say so themselves. */
export function lastAnswer(blocks: readonly Block[]): MessageItem | null {
  for (const block of [...blocks].reverse()) {
    if (block.type !== 'group' || block.side !== 'out') continue
    const found = block.messages.findLast(({ send, body }) => send.phase !== 'failed' && body !== null)
    if (found) return found
  }
  return null
}

/** How far an answer has come, by the visitor's watermarks; in a chat with colleagues (`teamOf`) by theirs. */
export function receiptOf({ send, n }: MessageItem, marks: readonly Mark[], teamOf: AgentId | null = null): Receipt {
  if (send.phase === 'sending' || n === null) return 'sending'
  const visitors = marks.filter(({ who }) =>
    teamOf ? who.id !== teamOf : who.type === 'visitor' || who.type === 'contact',
  )
  if (visitors.some(({ read = 0 }) => read >= n)) return 'seen'
  return visitors.some(({ recv = 0 }) => recv >= n) ? 'delivered' : 'sent'
}
