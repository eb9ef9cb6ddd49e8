import type { RouteName } from '@parley/protocol'
import type { Fixture } from '../../http/testing-fixture.ts'
import { newCmid } from '../../lib/new-id.ts'
import type { Input, World } from '../../testing.ts'
import { idsOf, type Subject } from './attacks.ts'
import { type Case, requestOf } from './routes.ts'
import { isObject, nameOf, replaced } from './schemas.ts'

const COLLECTIONS = [
  'agents',
  'sites',
  'visitors',
  'conversations',
  'events',
  'attachments',
  'sessions',
  'departments',
  'positions',
  'canned_responses',
  'macros',
  'contacts',
  'custom_fields',
  'close_reasons',
  'contact_imports',
  'erasures',
  'saved_views',
  'tags',
  'announcements',
  'blocks',
  'agent_devices',
  'drafts',
  'scheduled',
]

/** Everything that the tenant owns, but what its own calls touch, and what jobs add (search words). */
export async function dump({ store }: World, { workspaceId }: Pick<Fixture, 'workspaceId'>): Promise<object[]> {
  const all = await Promise.all(COLLECTIONS.map((name) => store.db.collection(name).find({ workspaceId }).toArray()))
  return all.flat().map(({ link: _link, usedAt: _usedAt, tokens: _tokens, ...rest }) => rest)
}

/** An id of each kind that belongs to `other`, and one that belongs to nobody. */
export function foreignIds(other: Fixture): Record<string, string[]> {
  const own: Record<string, string> = {
    cnv: other.conversation.id,
    msg: other.conversation.messageId,
    evt: other.conversation.messageId.replace('msg_', 'evt_'),
    att: other.conversation.attachmentId,
    vis: other.visitor.id,
    agt: other.agents.agent._id,
    ses: other.cookies['parley-session']?.split('.')[1] ?? '',
    ste: other.site._id,
    dep: other.departmentId,
    can: other.cannedId,
    mac: other.macroId,
    con: other.contactId,
    fld: other.customFieldId,
    rsn: other.reasonId,
    imp: other.importId,
    ers: other.erasureId,
    svw: other.viewId,
    tag: other.tagId,
    ann: other.announcementId,
    blk: other.blockId,
    sch: other.scheduledId,
    dvc: other.deviceId,
    snd: other.soundId,
  }
  return Object.fromEntries(Object.entries(own).map(([prefix, id]) => [prefix, [id, `${prefix}_${'0'.repeat(20)}`]]))
}

/** Those of the conversation alone: what another visitor of the same site has. */
export function idsOfTalk(rival: Fixture): Record<string, string[]> {
  const talk = Object.entries(foreignIds(rival)).filter(([prefix]) => ['cnv', 'msg', 'evt', 'att'].includes(prefix))
  return Object.fromEntries(talk)
}

/** Keys of maps hold ids too: positions, lists, marks. */
function keysOf({ good }: Subject): { path: string[]; key: string; prefix: string }[] {
  if (!isObject(good)) return []
  return Object.entries(good).flatMap(([field, map]) =>
    Object.keys(isObject(map) ? map : {}).flatMap((key) => {
      const prefix = /^(?:\w{3}:)?([a-z]{3})_/.exec(key)?.[1]
      return prefix ? [{ path: [field], key, prefix }] : []
    }),
  )
}

/** The subject's good value with ids of others in every place of an id, one at a time. */
export function withForeignIds(subject: Subject, ids: Record<string, string[]>): { what: string; value: unknown }[] {
  const values = idsOf(subject).flatMap(({ path, prefix, example }) => {
    const [word = ''] = /^\w{3}:/.exec(String(example)) ?? []
    return (ids[prefix] ?? []).map((id) => ({
      what: `${nameOf(path)} = ${word}${id}`,
      value: replaced(subject.good, path, word + id),
    }))
  })
  const keys = keysOf(subject).flatMap(({ path, key, prefix }) =>
    (ids[prefix] ?? []).map((id) => ({
      what: `${nameOf(path)} of ${id}`,
      value: renamed(subject.good, path, key, id),
    })),
  )
  return [...values, ...keys]
}

function renamed(good: unknown, [field = '']: string[], key: string, id: string): unknown {
  const map = isObject(good) && isObject(good[field]) ? good[field] : {}
  const to = key.replace(/[a-z]{3}_[0-9a-z]{20}$/, id)
  return replaced(
    good,
    [field],
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name === key ? to : name, value])),
  )
}

/** Requests of a route about what is another's, by `who`; a command gets an id of its own each time. */
export function foreignCases(
  name: RouteName,
  good: Input,
  subjects: ReadonlyMap<string, Subject & { part: 'params' | 'query' | 'body' }>,
  ids: Record<string, string[]>,
): Case[] {
  return [...subjects].flatMap(([label, { part, ...subject }]) =>
    withForeignIds(subject, ids).map(({ what, value }) => {
      const fresh = withFreshCmid(value)
      const input: Input = { ...good, [part]: fresh }
      const cmid = isObject(fresh) ? fresh['cmid'] : undefined
      if (typeof cmid === 'string') input.headers = { ...good.headers, 'idempotency-key': cmid }
      // Lists of what is one's own are answered, without what is not.
      return { what: `${label} ${what}`, request: requestOf(name, input), expects: 'harmless' as const }
    }),
  )
}

export function withFreshCmid(value: unknown): unknown {
  return isObject(value) && 'cmid' in value ? { ...value, cmid: newCmid(new Date()) } : value
}
