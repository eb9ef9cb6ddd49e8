import type { Actor, DepartmentId, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { conversationIdOf, newCmid, newCreateKey } from '../../lib/new-id.ts'
import { type Decision, hashOf } from './command.ts'
import type { Log } from './log.ts'
import { emptyRecord, type Ref } from './model.ts'

/** Doors for the server itself: what it says, and what it brings in from elsewhere (the demo's seed). */
export function createImports({ log, clock }: { log: Log; clock: Clock }) {
  return {
    /** An empty conversation of a visitor; gives its id. */
    async begin(start: { workspaceId: WorkspaceId; siteId: SiteId; departmentId: DepartmentId; visitorId: VisitorId }) {
      const createKey = newCreateKey(clock.now())
      const _id = conversationIdOf(start.workspaceId, createKey)
      await log.conversations.insertOrFind(emptyRecord({ ...start, _id, channel: 'chat', createKey }, clock.now()))
      return _id
    },

    /** Appends `event` as `actor`. Throws when it is refused. */
    async append({ actor, event, ...ref }: Ref & { actor: Actor; event: Decision }) {
      const command = { cmid: newCmid(clock.now()), h: hashOf(event.kind, event.body), actor }
      const outcome = await log.append({ ...ref, command, decide: () => event })
      if (!outcome.ok) throw new Error(`${event.kind} was refused: ${outcome.code}`)
      return outcome.event
    },
  }
}
