import { engines } from '@parley/database/testing'
import {
  AGENT_ONLY_KINDS,
  type ConversationId,
  type EventBodies,
  type EventKind,
  isVisibleKind,
  type LogEntry,
  messageIdOf,
  type Snapshot,
  VISIBLE_KINDS,
} from '@parley/protocol'
import {
  type ConversationFold,
  newConversation,
  newMessage,
  type Reducible,
  reduceConversation,
  reduceMessage,
  targetOf,
} from '@parley/protocol/reduce'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { eventually, OTHER_DEPARTMENT, WORKSPACE } from './testing/log.ts'
import { OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, draft, type LoneInstance } from './testing/server.ts'

const KINDS: readonly EventKind[] = [...VISIBLE_KINDS, ...AGENT_ONLY_KINDS]
const READERS: Record<string, Principal> = { visitor: VERA_PRINCIPAL, agent: OWNER }
const TOKEN: Record<string, string> = { visitor: 'v.e.ra', agent: 'o.l.ga' }

/** What the test does for each kind; a kind of the protocol without an entry does not compile, and fails below. */
type Act = {
  by: 'agent' | 'visitor' | 'system'
  body(messageId: string, noteId: string): unknown
  /** What an agent's new snapshot shows of it; absent: nothing but the entry. */
  shows?: object
}
const edit = (text: string) => (messageId: string) => ({ messageId, text })
const ACTS: Record<EventKind, Act> = {
  'msg.new': {
    by: 'agent',
    body: () => draft('an answer'),
    shows: { row: { counts: { messages: 2 }, waitingSince: null, last: { text: 'an answer' } } },
  },
  'msg.edit': {
    by: 'visitor',
    body: edit('better'),
    shows: { entries: [{ e: { body: { text: 'better' } } }, {}, {}], row: { counts: { messages: 1 } } },
  },
  'msg.del': {
    by: 'visitor',
    body: (messageId) => ({ messageId }),
    shows: { entries: [{ e: { body: null } }, {}, {}] },
  },
  'msg.react': {
    by: 'agent',
    body: (messageId) => ({ messageId, emoji: '👍', on: true }),
    shows: { entries: [{ e: { state: { reactions: [{ emoji: '👍' }] } } }, {}, {}] },
  },
  'msg.redact': {
    by: 'agent',
    body: (messageId) => ({ messageId }),
    shows: { entries: [{ e: { body: null, redacted: true } }, {}, {}] },
  },
  'note.new': {
    by: 'agent',
    body: () => draft('between us'),
    shows: { row: { counts: { notes: 2 }, last: { text: 'between us' } } },
  },
  'note.edit': {
    by: 'agent',
    body: (_, messageId) => ({ messageId, text: 'still between us' }),
    shows: { row: { last: { text: 'still between us' } } },
  },
  'note.del': {
    by: 'agent',
    body: (_, messageId) => ({ messageId }),
    shows: { row: { last: { text: '' } }, entries: [{}, { e: { body: null } }, {}] },
  },
  'note.react': { by: 'agent', body: (_, messageId) => ({ messageId, emoji: '🙈', on: true }) },
  'note.redact': { by: 'agent', body: (_, messageId) => ({ messageId }) },
  'file.ready': {
    by: 'system',
    body: () => ({
      attachmentId: 'att_00000000000000000001',
      attachment: { id: 'att_00000000000000000001', name: 'a.png', type: 'image/png', size: 9, hasThumbnail: false },
    }),
  },
  'conv.status': {
    by: 'agent',
    body: () => ({ status: 'pending' }),
    shows: { row: { status: 'pending', waitingSince: null } },
  },
  'conv.assign': {
    by: 'agent',
    body: () => ({ assigneeId: 'agt_00000000000000000001', from: null }),
    shows: { row: { assigneeId: 'agt_00000000000000000001' } },
  },
  'conv.department': {
    by: 'agent',
    body: () => ({ departmentId: OTHER_DEPARTMENT, from: null }),
    shows: { row: { departmentId: OTHER_DEPARTMENT } },
  },
  'conv.rate': { by: 'visitor', body: () => ({ score: 4 }), shows: { row: { rating: 4 } } },
  // What a merge makes of both is told in merges.test.ts: of what was merged away there is no snapshot.
  'conv.merge': { by: 'system', body: () => ({ to: null }) },
  'part.join': { by: 'system', body: () => ({ who: { type: 'agent', id: 'agt_00000000000000000009' } }) },
  'part.leave': { by: 'system', body: () => ({ who: { type: 'agent', id: 'agt_00000000000000000009' } }) },
  'conv.tag': { by: 'agent', body: () => ({ add: ['vip'], remove: [] }), shows: { row: { tags: ['vip'] } } },
  'conv.field': {
    by: 'agent',
    body: () => ({ key: 'name', value: 'Vera' }),
    shows: { row: { visitor: { name: 'Vera' } } },
  },
  'conv.contact': {
    by: 'system',
    body: () => ({ contactId: 'con_00000000000000000001', name: 'Vera' }),
    shows: { row: { contactId: 'con_00000000000000000001' } },
  },
  'conv.priority': { by: 'agent', body: () => ({ priority: 'high' }), shows: { row: { priority: 'high' } } },
  'conv.snooze': {
    by: 'agent',
    body: () => ({ until: new Date(Date.now() + 3_600_000).toISOString() }),
    shows: { row: { status: 'snoozed', snoozedUntil: expect.any(String) } },
  },
  'conv.request': { by: 'system', body: (_, messageId) => ({ messageId, state: 'settled' }) },
  'conv.split': {
    by: 'system',
    body: (messageId) => ({ to: 'cnv_00000000000000000009', messageIds: [messageId] }),
    shows: { row: { split: [{ id: 'cnv_00000000000000000009' }] } },
  },
  'link.add': { by: 'system', body: () => ({ type: 'ticket', id: 'tck_1' }) },
  'link.remove': { by: 'system', body: () => ({ type: 'ticket', id: 'tck_1' }) },
  'cmid.cancel': { by: 'system', body: () => ({}) },
}

type State = { n: number; body: unknown; reactions: unknown }
/** What a client holds: a window of the log, messages as they are now, and the summary. */
type Copy = { position: Snapshot['position']; states: Map<string, State>; fold: ConversationFold<string> }

/** As the client does it: a state that came with the snapshot may be ahead of an event (SYNC-48). */
function withEntry(copy: Copy, { n, id, e }: LogEntry): Copy {
  const states = new Map(copy.states)
  const event = { ...e, id } as Reducible<string> // the server keeps kind and body together
  const messageId = messageIdOf(id)
  if (e.kind === 'msg.new' || e.kind === 'note.new') {
    if (!states.has(messageId)) states.set(messageId, e.state ?? { n, ...newMessage(e.body) })
  }
  const target = targetOf(e)
  const state = target && states.get(target)
  if (state && state.n < n) states.set(target, { ...reduceMessage(state as never, event), n } as State)
  return { position: { n, id }, states, fold: reduceConversation(copy.fold, event) }
}

/** The copy that a snapshot is; entries up to the position are in the summary already. */
function copyOf(snapshot: Snapshot): Copy {
  const { row, own } = snapshot
  const { contactId = null, snoozedUntil = null, request = null } = row ?? {}
  const fold = { ...newConversation<string>(), ...row, ...own, contactId, snoozedUntil, request, last: null }
  if (own) fold.visibleStatus = own.status
  if (own?.assignee) Object.assign(fold, { assigneeId: own.assignee.id, assigneeName: own.assignee.name })
  if (row?.visitor?.name) fold.fields = { name: row.visitor.name }
  const start: Copy = { position: snapshot.position, states: new Map(), fold }
  const { states } = (snapshot.entries as LogEntry[]).reduce(withEntry, start)
  return { ...start, states }
}

const plain = (states: Copy['states']) =>
  Object.fromEntries(
    [...states].map(([id, { body, reactions }]) => [id, JSON.parse(JSON.stringify({ body, reactions }))]),
  )

/** What both ways of getting there must agree on. */
function seen(copy: Copy, reader: string) {
  const { status, assigneeId, priority, tags, rating, waitingSince, counts, fields } = copy.fold
  const shared = { position: copy.position, status, assigneeId, rating, states: plain(copy.states) }
  return reader === 'visitor'
    ? shared
    : { ...shared, priority, tags, waitingSince, counts, name: fields['name'] ?? null }
}

describe.each(engines())('a snapshot and the events after it, on the %s store', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  beforeAll(async () => {
    server = await aLoneInstance(engine)
  })
  afterAll(() => server.stop())

  const snapshotFor = async (reader: string, id: ConversationId): Promise<Snapshot> => {
    await eventually(() => !server.conversations.isBusy())
    return (await server.get(TOKEN[reader] ?? '', `/conversations/${id}`)).body
  }

  async function act(id: ConversationId, kind: EventKind, ids: [string, string]): Promise<void> {
    const { by, body } = ACTS[kind]
    if (by === 'system') {
      const event = { kind, body: body(...ids) as EventBodies[EventKind] }
      await server.conversations.append({
        workspaceId: WORKSPACE,
        conversationId: id,
        actor: { type: 'system', id: 'system' },
        event,
      })
      return
    }
    const answer = await does(server, READERS[by] ?? OWNER, id, { kind: kind as never, body: body(...ids) })
    expect(answer).toMatchObject({ t: 'ack' })
  }

  it('R07 has an act for every kind of the protocol', () => {
    expect(Object.keys(ACTS).sort()).toEqual([...KINDS].sort())
  })

  // From `conv.contact` on the stored token of a visitor reads nothing more of it: he has no new snapshot.
  const cases = KINDS.flatMap((kind) => Object.keys(READERS).map((reader) => [kind, reader] as const)).filter(
    ([kind, reader]) => kind !== 'conv.contact' || reader === 'agent',
  )
  it.each(cases)('R07 SYNC-33 %s makes of the old snapshot of a %s the new one', async (kind, reader) => {
    const { id, messageId } = await begun(server)
    const note = await does(server, OWNER, id, { kind: 'note.new', body: draft('a note') })
    const noteId = note.t === 'ack' ? messageIdOf(note.id) : ''
    const before = await snapshotFor(reader, id)
    await act(id, kind, [messageId, noteId])
    const after = await snapshotFor(reader, id)
    const { body } = await server.get(TOKEN[reader] ?? '', `/conversations/${id}/events?after=${before.position.n}`)

    if (reader === 'agent') expect(after).toMatchObject(ACTS[kind].shows ?? {})
    const isSeen = reader === 'agent' || isVisibleKind(kind)
    expect(body.entries).toHaveLength(isSeen ? 1 : 0)
    const folded = (body.entries as LogEntry[]).reduce(withEntry, copyOf(before))
    expect(seen(folded, reader)).toEqual(seen(copyOf(after), reader))
  })

  it.each(['msg.edit', 'msg.react'] as const)(
    'I17 I18 SYNC-48 %s is applied once, whether summary or state was first',
    async (kind) => {
      const { id, messageId } = await begun(server)
      const before = await snapshotFor('agent', id)
      await act(id, kind, [messageId, ''])
      const after = await snapshotFor('agent', id)
      // A summary that is behind, with states that are not: what a snapshot between the two writes of a fold shows.
      const between: Snapshot = {
        ...after,
        row: before.row,
        position: before.position,
        entries: after.entries.slice(0, 1),
      }
      const { body } = await server.get('o.l.ga', `/conversations/${id}/events?after=${before.position.n}`)
      const folded = (body.entries as LogEntry[]).reduce(withEntry, copyOf(between))
      expect(seen(folded, 'agent')).toEqual(seen(copyOf(after), 'agent'))
    },
  )
})
