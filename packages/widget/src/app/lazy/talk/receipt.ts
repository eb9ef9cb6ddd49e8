import type { MessageItem } from '../../models/items.ts'

type Marks = readonly { who: { type: string }; recv?: number | undefined; read?: number | undefined }[]

export type Receipt = 'waiting' | 'sending' | 'sent' | 'delivered' | 'seen'

/** How far an own message has come: stored, on an agent's screen, read by one. */
export function receiptOf({ n, send }: MessageItem, marks: Marks, isOnline: boolean): Receipt {
  if (send.phase === 'sending' && n === null) return isOnline ? 'sending' : 'waiting'
  const reached = (mark: 'recv' | 'read') =>
    n !== null && marks.some((one) => !/visitor|contact/.test(one.who.type) && (one[mark] ?? 0) >= n)
  if (reached('read')) return 'seen'
  return reached('recv') ? 'delivered' : 'sent'
}
