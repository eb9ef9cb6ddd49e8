import { type Actor, type EventBodies, messageIdOf } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { newCmid } from '../../lib/new-id.ts'
import { type Decide, type Decision, hashOf, refuse } from './command.ts'
import type { Log } from './log.ts'
import type { ConversationRecord, Ref } from './model.ts'

/** Entries that one page of what pages said looks through. */
const PAGE = 100

type Deps = { log: Log; clock: Clock }

/** What a visitor asks to be forgotten of a conversation (S15): logged first, then carried out where it lies (SYNC-92). */
export function createErasure({ log, clock }: Deps) {
  const refOf = ({ workspaceId, _id: conversationId }: ConversationRecord): Ref => ({ workspaceId, conversationId })

  async function append({ type, id }: Actor, ref: Ref, { kind, body }: Decision, isDue: () => boolean): Promise<void> {
    const decide: Decide = () => (isDue() ? { kind, body } : refuse('unchanged', 'It is gone already.'))
    await log.append({
      ...ref,
      command: { cmid: newCmid(clock.now()), h: hashOf(kind, body), actor: { type, id } },
      decide,
    })
  }

  return {
    /** Takes away at most `most` messages and notes, whoever wrote them; how many there were. */
    async words(by: Actor, record: ConversationRecord, most: number): Promise<number> {
      const ref = refOf(record)
      const said = await log.events.listSaid(ref, most)
      for (const { _id, kind } of said) {
        const body = { messageId: messageIdOf(_id) }
        await append(by, ref, { kind: kind === 'note.new' ? 'note.redact' : 'msg.redact', body }, () => true)
      }
      // The fold carries it out.
      if (said.length > 0) await log.catchUp(ref)
      return said.length
    },

    /** Takes away what is known besides: fields, answers, comments, names and search words. */
    async details(by: Actor, record: ConversationRecord): Promise<void> {
      const ref = refOf(record)
      const state = await log.state(ref)
      for (const key of Object.keys(state?.fields ?? {})) {
        const body: EventBodies['conv.field'] = { key, value: null }
        await append(by, ref, { kind: 'conv.field', body }, () => true)
      }
      await log.catchUp(ref)
      await log.events.eraseDetails(ref)
      const after = await log.conversations.find(ref)
      if (after) await log.conversations.eraseDetails(after)
      await log.catchUp(ref)
    },

    /** What his pages said with messages that are not deleted, of the entries after `after`. */
    async metadataOf(record: ConversationRecord, after: number) {
      const events = await log.events.range(refOf(record), { numbering: 'vseq', from: after + 1, limit: PAGE })
      const said = events.flatMap(({ _id, fx, state }) =>
        fx?.metadata && state?.body !== null ? [{ messageId: messageIdOf(_id), metadata: fx.metadata }] : [],
      )
      return { said, next: events.length < PAGE ? null : (events.at(-1)?.vseq ?? null) }
    },

    /** What he, or his page, said of a conversation. */
    async fieldsOf(record: ConversationRecord): Promise<Record<string, string>> {
      const noted = await log.events.keysOfAgents(refOf(record))
      return Object.fromEntries(Object.entries(record.fields).filter(([key]) => !noted.has(key)))
    },
  }
}
