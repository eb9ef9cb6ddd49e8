import type { MessageItem } from './groups.ts'

type Marks = readonly { who: { type: string }; recv?: number | undefined; read?: number | undefined }[]

export type Receipt = 'waiting' | 'sending' | 'sent' | 'delivered' | 'seen' | 'failed'

/** How far an own message has come: stored, on an agent's screen, read by one. */
export function receiptOf(item: MessageItem, marks: Marks, isOnline: boolean): Receipt {
  if (item.send.phase === 'failed') return 'failed'
  const { n } = item
  if (item.send.phase === 'sending' && n === null) return isOnline ? 'sending' : 'waiting'
  const others = marks.filter(({ who }) => who.type !== 'visitor')
  const reached = (mark: 'recv' | 'read') => n !== null && others.some((one) => (one[mark] ?? 0) >= n)
  if (reached('read')) return 'seen'
  return reached('recv') ? 'delivered' : 'sent'
}
