import type { TimelineItem } from '@parley/client'
import type { Actor, AgentId } from '@parley/protocol'

type Change = { from: AgentId | null; by: Actor }

/** Who took the conversation from the agent, when that was the last that became of it; null while it is his, or was not. */
export function takenFrom(timeline: readonly TimelineItem[], me: AgentId, assigneeId: AgentId | null): Actor | null {
  if (assigneeId === me) return null
  for (const item of timeline.toReversed()) {
    const change = changeOf(item)
    if (change) return change.from === me && change.by.id !== me ? change.by : null
  }
  return null
}

/** Who had it before an entry, and who changed that; null where the entry is of something else. */
function changeOf(item: TimelineItem): Change | null {
  const e = item.type === 'event' ? item.entry.e : null
  if (e?.kind === 'conv.assign') return { from: e.body?.from ?? null, by: e.actor }
  // Passed on while nobody had it: whom it was taken from stands further up.
  if (e?.kind === 'conv.department' && e.body?.from) return { from: e.body.from, by: e.actor }
  return null
}
