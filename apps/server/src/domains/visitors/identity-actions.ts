import type { VisitorId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { ContactRecord, Contacts } from '../contacts/index.ts'
import type { Sites } from '../sites/index.ts'
import type { VisitorActions } from './actions.ts'
import type { VisitorRecord } from './model.ts'

/** Conversations that are a person's from now on, and what he is called in them. */
export type Claim = {
  workspaceId: WorkspaceId
  contact: Pick<ContactRecord, '_id' | 'name' | 'email'>
  visitorIds: readonly VisitorId[]
}

export type IdentityDeps = {
  actions: VisitorActions
  contacts: Pick<Contacts, 'identify'>
  sites: Pick<Sites, 'siteFor'>
  clock: Clock
  /** Gives the visitors' conversations to the person who proved that they are his. */
  claimed(claim: Claim): Promise<void>
}

/** A browser whose person proved who he is; `token` when it is a new one. */
export type Identified = { record: VisitorRecord; contact: ContactRecord; token: string | null }

/** Fields of a contact that a visitor has too: his page cannot change them while he is this contact. */
const SHARED = ['name', 'email', 'phone', 'company'] as const

/** From a browser to a person, and back: SYNC-84, SYNC-86. */
export function createIdentityActions({ actions, contacts, sites, clock, claimed }: IdentityDeps) {
  /** The visitor's record with what his signed identity told. */
  async function described(record: VisitorRecord, contact: ContactRecord): Promise<VisitorRecord> {
    const told = defined(Object.fromEntries(SHARED.map((key) => [key, contact[key]])))
    const changes = { ...told, signed: Object.keys(told), contactId: contact._id }
    await actions.update(record.workspaceId, record._id, changes)
    return { ...record, ...changes }
  }

  async function settled(record: VisitorRecord, contact: ContactRecord, token: string | null): Promise<Identified> {
    const { workspaceId, _id, predecessorId } = record
    const visitorIds = predecessorId ? [_id, predecessorId] : [_id]
    await claimed({ workspaceId, contact, visitorIds })
    return { record: await described(record, contact), contact, token }
  }

  /** His tokens are worth nothing from now on, and his sockets close. */
  function end(record: VisitorRecord, changes: Partial<VisitorRecord> = {}): Promise<void> {
    return actions.update(record.workspaceId, record._id, { ...changes, endedAt: clock.now() })
  }

  return {
    /** A browser that comes with a signed identity and nothing else. Throws as `siteFor` and `identify` do. */
    async createIdentified(siteKey: string, identity: string, from: From): Promise<Identified> {
      const site = await sites.siteFor(siteKey, from.origin)
      const contact = await contacts.identify(site.workspaceId, identity)
      const { record, token } = await actions.insert(site, from.userAgent, { contactId: contact._id })
      return settled(record, contact, token)
    },

    /**
     * A browser that was somebody before. His conversations come along on proof of both tokens, unless he was another
     * person: two people never become one (SYNC-86). The new visitor is there before the old one ends, and a repetition
     * makes another. Throws as `byToken` and `identify` do.
     */
    async upgrade(token: string, identity: string, from: From): Promise<Identified> {
      const before = await actions.byToken(token, from.origin, { isSigned: true })
      const { workspaceId, siteId } = before
      const contact = await contacts.identify(workspaceId, identity)
      const was = before.contactId ?? null
      if (was === contact._id && !before.endedAt) return settled(before, contact, null)
      const isTheirs = was === null || was === contact._id
      const { resumed = [] } = isTheirs ? before : {}
      const who = { contactId: contact._id, predecessorId: isTheirs ? before._id : null, resumed }
      const next = await actions.insert({ _id: siteId, workspaceId }, from.userAgent, who)
      await end(before, isTheirs ? { contactId: contact._id } : {})
      return settled(next.record, contact, next.token)
    },

    /** Log out. */
    async end(by: VisitorPrincipal): Promise<void> {
      await actions.update(by.workspaceId, by.visitorId, { endedAt: clock.now() })
    },
  }
}
export type IdentityActions = ReturnType<typeof createIdentityActions>

/** Where a browser calls from. */
export type From = { origin: string | null; userAgent: string | undefined; address: string }
