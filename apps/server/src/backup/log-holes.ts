import type { Database } from '@parley/database'

type Numbered = { _id: string; workspaceId: string; conversationId: string; ord: number; vseq?: number }
type Summary = { _id: string; head: { ord: number } }
type Tail = { ord: number; vseq: number }

/** Findings told: whoever has more needs another backup, not a longer list. */
const MOST = 5

/**
 * Reads all logs through and tells what must not be: a number left out or double in one, or a summary that knows more
 * than its log. A summary that knows less is no fault: the first sweep folds it (SYNC-34).
 */
export async function findHoles(db: Database): Promise<string[]> {
  const tails = new Map<string, Tail>()
  const holes = [...(await inLogs(db, tails)), ...(await inSummaries(db, tails))]
  return holes.slice(0, MOST)
}

async function inLogs(db: Database, tails: Map<string, Tail>): Promise<string[]> {
  const holes: string[] = []
  const events = db
    .collection<Numbered>('events')
    .find({ workspaceId: { $gt: '' } })
    .sort({ workspaceId: 1, conversationId: 1, ord: 1 })
    .project<Numbered>({ workspaceId: 1, conversationId: 1, ord: 1, vseq: 1 })
  for await (const event of events) {
    const before = tails.get(event.conversationId) ?? { ord: 0, vseq: 0 }
    holes.push(...between(before, event))
    if (holes.length >= MOST) break
    tails.set(event.conversationId, { ord: event.ord, vseq: event.vseq ?? before.vseq })
  }
  return holes
}

function between(tail: Tail, { conversationId, ord, vseq }: Numbered): string[] {
  const holes: string[] = []
  if (ord !== tail.ord + 1) holes.push(`${conversationId} goes from ${tail.ord} to ${ord}`)
  if (vseq !== undefined && vseq !== tail.vseq + 1)
    holes.push(`${conversationId} goes from ${tail.vseq} to ${vseq} for its visitor`)
  return holes
}

async function inSummaries(db: Database, tails: Map<string, Tail>): Promise<string[]> {
  const ahead: string[] = []
  const summaries = db
    .collection<Summary>('conversations')
    .find({ _id: { $gt: '' } })
    .sort({ _id: 1 })
    .project<Summary>({ 'head.ord': 1 })
  for await (const { _id, head } of summaries) {
    const end = tails.get(_id)?.ord ?? 0
    if (head.ord > end) ahead.push(`${_id} knows ${head.ord} events of ${end}`)
    if (ahead.length >= MOST) break
  }
  return ahead
}
