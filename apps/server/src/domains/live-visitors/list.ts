import type { ContactId, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { createMemo } from '../../lib/memo.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { type ConversationRecord, type Conversations, mayRead } from '../conversations/index.ts'
import type { Sites } from '../sites/index.ts'
import type { VisitorRecord, Visitors } from '../visitors/index.ts'
import { type Found, fits, toWire } from './found.ts'
import type { Presence, Present } from './presence.ts'

export type ListDeps = {
  presence: Pick<Presence, 'list'>
  visitors: Pick<Visitors, 'find'>
  conversations: Pick<Conversations, 'newestOf'>
  sites: Pick<Sites, 'recent' | 'optionsOf'>
  clock: Clock
}
type Query = { siteId?: SiteId | undefined; search?: string | undefined }
type Read = { total: number; found: Found[] }

/** How long what was found serves all agents of a workspace who look, milliseconds: they ask every few seconds. */
const FOUND_FOR_MS = 2_000
const KEPT = 1_000
/** Visitors that are looked at and told; whoever came before them is counted. */
const LOOKED_AT = 500
const TOLD = 200
/** Conversations that are looked through for the newest of each. */
const ASKED_AT_ONCE = 100
const CONVERSATIONS = 500

/** Who is there now, with the page he looks at, as far as an agent may know it. */
export function createList({ presence, visitors, conversations, sites, clock }: ListDeps) {
  const here = createMemo<Present[]>({ clock, forMs: FOUND_FOR_MS, max: KEPT })
  const read = createMemo<Read>({ clock, forMs: FOUND_FOR_MS, max: KEPT })

  const presentIn = (workspaceId: WorkspaceId) => here.get(workspaceId, () => presence.list(workspaceId))

  async function notesPages(workspaceId: WorkspaceId, siteId: SiteId): Promise<boolean> {
    const site = await sites.recent(workspaceId, siteId)
    return site !== null && sites.optionsOf(site).privacy.pages
  }

  /** In the tenant whose visitor it is said to be; null for whoever ended, or was erased. */
  async function recordOf(workspaceId: WorkspaceId, id: VisitorId): Promise<VisitorRecord | null> {
    const record = await visitors.find(workspaceId, id)
    return record && !record.endedAt ? record : null
  }

  async function conversationsOf(workspaceId: WorkspaceId, records: readonly VisitorRecord[]) {
    const ids = new Set(records.flatMap(({ _id, predecessorId }) => (predecessorId ? [_id, predecessorId] : [_id])))
    const contactIds = new Set(records.flatMap(({ contactId }) => contactId ?? []))
    const all = await Promise.all([
      ...parts(ids).map(($in) => conversations.newestOf(workspaceId, { visitorId: { $in } }, CONVERSATIONS)),
      ...parts(contactIds).map(($in) => conversations.newestOf(workspaceId, { contactId: { $in } }, CONVERSATIONS)),
    ])
    return ownersOf(all.flat())
  }

  async function lookAt(workspaceId: WorkspaceId, siteId: SiteId | undefined): Promise<Read> {
    const all = await presentIn(workspaceId)
    const present = siteId ? all.filter((one) => one.siteId === siteId) : all
    const looked = await Promise.all(
      present.slice(0, LOOKED_AT).map(async (one) => ({ one, record: await recordOf(workspaceId, one.id) })),
    )
    const known = looked.flatMap(({ one, record }) => (record ? [{ one, record }] : []))
    const records = known.map(({ record }) => record)
    const ofWhom = await conversationsOf(workspaceId, records)
    const found = await Promise.all(
      known.map(async ({ one, record }) => ({
        ...one,
        record,
        page: (await notesPages(workspaceId, record.siteId)) ? (record.pages[0] ?? null) : null,
        conversations: ofWhom(record),
      })),
    )
    return { total: present.length - (looked.length - known.length), found }
  }

  return {
    /** Throws `site_not_found`. */
    async list(agent: AgentPrincipal, { siteId, search }: Query) {
      const { workspaceId } = agent
      if (siteId && !(await sites.recent(workspaceId, siteId)))
        throw new AppError('site_not_found', 'There is no such site.')
      const { total, found } = await read.get(`${workspaceId} ${siteId ?? ''}`, () => lookAt(workspaceId, siteId))
      const wanted = search?.trim() ? found.filter((one) => fits(one, search)) : found
      return {
        visitors: wanted.slice(0, TOLD).map((one) =>
          toWire(
            one,
            one.conversations.find((record) => record.updatedAt && mayRead(agent, record)),
          ),
        ),
        total,
        truncated: wanted.length > TOLD || total > found.length,
      }
    },

    count: async ({ workspaceId }: AgentPrincipal) => ({ total: (await presentIn(workspaceId)).length }),
    /** Somebody is not there any more, by his own wish: nobody is told of him once more. */
    forget(workspaceId: WorkspaceId, siteId: SiteId): void {
      here.drop(workspaceId)
      for (const part of ['', siteId]) read.drop(`${workspaceId} ${part}`)
    },
  }
}

/** `ids` in pieces that a store takes at once. */
function parts<T extends VisitorId | ContactId>(ids: ReadonlySet<T>): T[][] {
  const all = [...ids]
  const count = Math.ceil(all.length / ASKED_AT_ONCE)
  return Array.from({ length: count }, (_, i) => all.slice(i * ASKED_AT_ONCE, (i + 1) * ASKED_AT_ONCE))
}

/** Finds a visitor's conversations among many, or those of the person he is: the newest first. */
function ownersOf(all: readonly ConversationRecord[]) {
  const each = [...new Map(all.map((record) => [record._id, record])).values()]
  const sorted = each.sort((a, b) => (a._id < b._id ? 1 : -1))
  const byVisitor = Map.groupBy(sorted, ({ visitorId }) => visitorId)
  const byContact = Map.groupBy(sorted, ({ contactId }) => contactId)
  return ({ _id, predecessorId, contactId }: VisitorRecord): ConversationRecord[] =>
    [
      ...(byVisitor.get(_id) ?? []),
      ...(predecessorId ? (byVisitor.get(predecessorId) ?? []) : []),
      ...(contactId ? (byContact.get(contactId) ?? []) : []),
    ].sort((a, b) => (a._id < b._id ? 1 : -1))
}
