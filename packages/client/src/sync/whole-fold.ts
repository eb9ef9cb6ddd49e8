import type { AgentId, Timestamp } from '@parley/protocol'
import { type ConversationFold, newConversation, reduceConversation } from '@parley/protocol/reduce'
import type { Folding } from './log-copy.ts'

/** The summary as an agent has it. */
export const wholeFold = { begin, reduce: reduceConversation<Timestamp> } satisfies Folding

function begin({ row, fields, own }: Parameters<Folding['begin']>[0]): ConversationFold<Timestamp> {
  const fold = newConversation<Timestamp>()
  if (row) {
    const {
      status,
      snoozedUntil = null,
      assigneeId,
      priority,
      tags,
      rating,
      request = null,
      waitingSince,
      counts,
      updatedAt,
      movedTo = null,
      merged = [],
      split = [],
      splitFrom,
    } = row
    Object.assign(fold, { status, snoozedUntil, assigneeId, priority, tags })
    Object.assign(fold, { rating, request, waitingSince, counts, updatedAt, movedTo, merged, split, splitFrom })
  }
  if (fields) fold.fields = fields
  if (own) {
    const { status, rating, updatedAt } = own
    Object.assign(fold, { status, visibleStatus: status, rating, updatedAt, visibleAt: updatedAt })
    fold.assigneeId = (own.assignee?.id ?? null) as AgentId | null
    fold.assigneeName = own.assignee?.name ?? null
  }
  return fold
}
