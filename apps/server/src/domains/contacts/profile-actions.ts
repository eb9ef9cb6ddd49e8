import type { ContactChanges, ContactId, VisitorId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { CustomFields } from '../custom-fields/index.ts'
import { contactFor, rootOf } from './access.ts'
import { changed } from './change.ts'
import { blankOf, type ContactRecord, NEVER } from './model.ts'
import type { KnownVisitor } from './ports.ts'
import { refusedOf, toProfile, withChanges } from './profile.ts'
import { changedSince } from './refusals.ts'
import type { Whole, WholeDeps } from './whole.ts'

export type ProfileDeps = WholeDeps & { clock: Clock; fields: Pick<CustomFields, 'judge'> }
type ActionDeps = ProfileDeps & { whole: Whole }

type By = Pick<AgentPrincipal, 'workspaceId'>

/** Contacts as agents make, describe and recognize them. */
export function createProfileActions({ store, clock, fields, visitors, conversationsOf, whole }: ActionDeps) {
  const { membersOf, partsOf } = whole

  async function nobodyYet({ workspaceId }: By, id: VisitorId): Promise<KnownVisitor> {
    const visitor = await visitors().find(workspaceId, id)
    if (!visitor) throw new AppError('visitor_not_found', 'There is no such visitor.')
    if (visitor.contactId || visitor.savedAs) throw taken()
    return visitor
  }

  const later = (workspaceId: WorkspaceId, id: ContactId) => () => rootOf(store, workspaceId, id)

  /** That he has a conversation, if he has one. */
  async function noteTalk(by: AgentPrincipal, id: ContactId): Promise<void> {
    const whose = await partsOf(by.workspaceId, id)
    if ((await conversationsOf(by, whose)).length === 0) return
    await changed(store, later(by.workspaceId, id), (record) =>
      record.hasConversation ? null : { hasConversation: true },
    )
  }

  /** The visitor is this contact by an agent's word. Throws `unchanged` when another was first. */
  async function setVisitor(by: AgentPrincipal, { _id, seenAt }: KnownVisitor, contact: ContactRecord): Promise<void> {
    const { workspaceId } = by
    const isSet = await visitors().setSavedAs(workspaceId, _id, { from: null, to: contact._id })
    if (!isSet) throw taken()
    if (seenAt > contact.seenAt) await store.noteSeen(workspaceId, contact._id, seenAt)
    await noteTalk(by, contact._id)
  }

  return {
    noteTalk,

    /** Throws `invalid_request`, `visitor_not_found`, `unchanged`. */
    async create(
      by: AgentPrincipal,
      { visitorId, ...changes }: ContactChanges & { visitorId?: VisitorId | undefined },
    ) {
      const { workspaceId } = by
      await fields.judge(workspaceId, 'contact', changes.fields)
      const visitor = visitorId ? await nobodyYet(by, visitorId) : null
      const now = clock.now()
      const blank: ContactRecord = {
        ...blankOf(workspaceId, now),
        ...(visitor && toldBy(visitor)),
        seenAt: visitor?.seenAt ?? NEVER,
      }
      const record = defined({ ...blank, ...withChanges(blank, changes) }) as ContactRecord // blank has what must be there
      await store.insert(record)
      if (visitor) await setVisitor(by, visitor, record)
      return toProfile((await store.find(workspaceId, record._id)) ?? record)
    },

    /** Throws `contact_not_found`, `invalid_request`, `changed_since`, `field_verified`. */
    async update(by: By, id: ContactId, { version, changes }: { version: number; changes: ContactChanges }) {
      const record = await contactFor(store, by, id)
      await fields.judge(by.workspaceId, 'contact', changes.fields)
      // Versions of one who was merged into another say nothing of that other.
      if (record._id !== id || (record.version ?? 0) !== version) throw changedSince(record)
      const refused = refusedOf(record, changes)
      if (refused.length > 0) throw verified(refused)
      const after = await store.replace(record, { ...withChanges(record, changes), updatedAt: clock.now() })
      if (after) return toProfile(after)
      throw changedSince(await contactFor(store, by, id))
    },

    /** Throws `contact_not_found`, `visitor_not_found`, `unchanged`. */
    async link(by: AgentPrincipal, id: ContactId, visitorId: VisitorId): Promise<void> {
      const contact = await contactFor(store, by, id)
      await setVisitor(by, await nobodyYet(by, visitorId), contact)
    },

    /** Throws `contact_not_found`, `visitor_not_found`, `unchanged`. */
    async unlink(by: AgentPrincipal, id: ContactId, visitorId: VisitorId): Promise<void> {
      const { workspaceId } = by
      const contact = await contactFor(store, by, id)
      const visitor = await visitors().find(workspaceId, visitorId)
      if (!visitor) throw new AppError('visitor_not_found', 'There is no such visitor.')
      const from = visitor.savedAs ?? null
      const isHis = from !== null && (await membersOf(workspaceId, [contact._id])).includes(from)
      const isDone = isHis && (await visitors().setSavedAs(workspaceId, visitorId, { from, to: null }))
      if (!isDone) throw new AppError('unchanged', 'Nobody said by hand that this visitor is this contact.')
    },
  }
}
export type ProfileActions = ReturnType<typeof createProfileActions>

/** What a visitor said of himself. */
function toldBy({ name, email, phone, company, language }: KnownVisitor): Partial<ContactRecord> {
  const told = { name, email, phone, company, locale: language }
  return defined(Object.fromEntries(Object.entries(told).map(([key, value]) => [key, value ?? undefined])))
}

function taken(): AppError {
  return new AppError('unchanged', 'This visitor is a contact already.')
}

function verified(keys: readonly string[]): AppError {
  const detail = 'His signed identity told this: change it where it comes from.'
  return new AppError('field_verified', detail, {
    errors: keys.map((key) => ({ pointer: `/changes/${key}`, detail })),
  })
}
