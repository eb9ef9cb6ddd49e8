import type { Collection } from '@parley/database'
import type { EventRecord, Ref } from './model.ts'

/** Keys that agents set in one conversation, as far as they are looked at. */
const MOST_FIELDS = 500

const majority = { readConcern: { level: 'majority' } } as const
const inLog = ({ workspaceId, conversationId }: Ref) => ({ workspaceId, conversationId, ord: { $gt: 0 } })

/** What the log still holds of a person, and its removal where it lies. */
export const erasing = (events: Collection<EventRecord>) => ({
  /** Messages and notes whose words are still stored, the oldest first; deleted ones are among them. */
  listSaid: (ref: Ref, limit: number): Promise<EventRecord[]> =>
    events
      .find({ ...inLog(ref), kind: { $in: ['msg.new', 'note.new'] }, body: { $ne: null } }, majority)
      .sort({ ord: 1 })
      .limit(limit)
      .toArray(),

  /** Fields of the conversation that an agent wrote: they are the team's notes. */
  async keysOfAgents(ref: Ref): Promise<Set<string>> {
    const found = await events
      .find({ ...inLog(ref), kind: 'conv.field', 'actor.type': 'agent' }, majority)
      .limit(MOST_FIELDS)
      .toArray()
    return new Set(found.flatMap(({ body }) => (body as { key: string } | null)?.key ?? []))
  },

  /** Answers to forms, attributes, comments and names; that something was said, and when, stays. */
  async eraseDetails(ref: Ref): Promise<void> {
    const forms = { ...inLog(ref), kind: 'msg.new' as const }
    await events.updateMany({ ...forms, 'fx.form': { $exists: true } }, { $unset: { 'fx.form': '' } })
    await events.updateMany({ ...forms, 'fx.fields': { $exists: true } }, { $unset: { 'fx.fields': '' } })
    await events.updateMany({ ...forms, 'fx.metadata': { $exists: true } }, { $unset: { 'fx.metadata': '' } })
    // What says that a field is no more is left to those who have not heard it.
    const told = { kind: 'conv.field' as const, 'body.value': { $ne: null } }
    await events.updateMany({ ...inLog(ref), ...told }, { $set: { body: null }, $unset: { h: '' } })
    const named = {
      kind: { $in: ['conv.contact', 'conv.rate', 'file.ready'] as EventRecord['kind'][] },
      body: { $ne: null },
    }
    await events.updateMany({ ...inLog(ref), ...named }, { $set: { body: null }, $unset: { h: '' } })
    const his = { 'actor.type': { $in: ['visitor', 'contact'] as EventRecord['actor']['type'][] } }
    await events.updateMany(
      { ...inLog(ref), ...his, 'actor.name': { $exists: true } },
      { $unset: { 'actor.name': '' } },
    )
  },
})
