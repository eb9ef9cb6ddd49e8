import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import type { ConversationFilter, ConversationId, ListSort, ListView, Priority } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reader } from './list-drives.ts'
import { createScan } from './list-scan.ts'
import type { ConversationRecord } from './model.ts'
import { DEPARTMENT, eventually, OTHER_DEPARTMENT, WORKSPACE } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

type Page = { rows: { id: ConversationId }[]; cursor: string | null; truncated: boolean; keys: string[] }

describe.each(engines())('lists that a filter narrows on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  /** Five conversations, the oldest first. */
  let ids: ConversationId[]
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    const visitors = { [VERA_PRINCIPAL.visitorId]: { page: 'https://shop.example/Cart/pay', language: 'pt-BR' } }
    server = await anInstance(database.db, { limits: { markMs: 1 }, visitors })
    ids = []
    for (let i = 0; i < 5; i++) ids.push((await begun(server, `number ${i}`)).id)
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const idAt = (n: number) => ids[n] ?? 'cnv_'
  const settled = () => eventually(() => !server.conversations.isBusy())
  const tag = (n: number, ...add: string[]) =>
    does(server, ADA_PRINCIPAL, idAt(n), { kind: 'conv.tag', body: { add, remove: [] } })
  const setPriority = (n: number, priority: Priority) =>
    does(server, ADA_PRINCIPAL, idAt(n), { kind: 'conv.priority', body: { priority } })
  const close = (n: number) => does(server, OWNER, idAt(n), { kind: 'conv.status', body: { status: 'closed' } })
  const take = (n: number, by = ADA_PRINCIPAL) =>
    does(server, by, idAt(n), { kind: 'conv.assign', body: { assigneeId: by.agentId, from: null } })

  type Asked = { view?: ListView; sort?: ListSort; more?: string; who?: string }
  async function page(filter: ConversationFilter, { view = 'all', sort, more = '', who = 'a.d.a' }: Asked = {}) {
    await settled()
    const query = `view=${view}&filter=${encodeURIComponent(JSON.stringify(filter))}${sort ? `&sort=${sort}` : ''}${more}`
    const { status, body } = await server.get(who, `/conversations?${query}`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body as Page
  }
  async function found(filter: ConversationFilter, asked: Asked = {}) {
    return (await page(filter, asked)).rows.map(({ id }) => ids.indexOf(id))
  }

  it('by status, assignee, tag and priority: all conditions, in each one of its values', async () => {
    await close(0)
    await take(1)
    await take(2, BEN_PRINCIPAL)
    await tag(3, 'refund', 'vip')
    await tag(4, 'vip')
    await setPriority(4, 'urgent')
    expect(await found({ status: ['closed'] })).toEqual([0])
    expect(await found({ assignee: ['me'] })).toEqual([1])
    expect(await found({ assignee: ['me', BEN_PRINCIPAL.agentId] })).toEqual([2, 1])
    expect(await found({ assignee: ['nobody'], status: ['open'] })).toEqual([4, 3])
    expect(await found({ tag: ['refund', 'vip'] })).toEqual([4, 3])
    expect(await found({ tag: ['vip'], priority: ['urgent', 'high'] })).toEqual([4])
    expect(await found({ tag: ['vip'], status: ['closed'] })).toEqual([])
    expect(await found({ tag: ['vip'] }, { view: 'mine' })).toEqual([])
  })

  it('by department and site, the last page, the language, a field, dates, what is unread and how long somebody waits', async () => {
    await does(server, ADA_PRINCIPAL, idAt(2), { kind: 'conv.field', body: { key: 'plan', value: 'pro' } })
    const all = [0, 1, 3, 4, 2]
    const sorted = async (filter: ConversationFilter) => (await found(filter)).sort()
    expect(await found({ department: [OTHER_DEPARTMENT] })).toEqual([])
    expect(await sorted({ department: [DEPARTMENT] })).toEqual(all.sort())
    expect(await sorted({ site: ['ste_00000000000000000009'] })).toEqual([])
    expect(await sorted({ page: [{ is: 'contains', text: 'cart' }] })).toEqual(all)
    expect(await sorted({ page: [{ is: 'begins', text: '/cart' }] })).toEqual(all)
    expect(await sorted({ page: [{ is: 'begins', text: '/pay' }] })).toEqual([])
    expect(await sorted({ language: ['pt'] })).toEqual(all)
    expect(await sorted({ language: ['pl'] })).toEqual([])
    expect(await found({ attribute: [{ key: 'plan', value: 'pro' }] })).toEqual([2])
    expect(await sorted({ created: { days: 1 }, updated: { from: '2020-01-01T00:00:00.000Z' } })).toEqual(all)
    expect(await sorted({ updated: { to: '2020-01-01T00:00:00.000Z' } })).toEqual([])
    expect(await sorted({ waiting: 0 })).toEqual(all)
    expect(await sorted({ waiting: 60 })).toEqual([])
    server.conversations.feed.mark(ADA_PRINCIPAL, { t: 'read', conversationId: idAt(1), n: 1 })
    await eventually(async () => (await found({ unread: true })).length === 4)
    expect(await found({ unread: true })).not.toContain(1)
  })

  it('sorts by who has waited longest, by priority and by age, and pages each without a hole or a repetition', async () => {
    await does(server, ADA_PRINCIPAL, idAt(0), { kind: 'msg.new', body: draft('answered') })
    await setPriority(1, 'low')
    await setPriority(2, 'urgent')
    await setPriority(3, 'high')
    await settled()
    const orders: [ListSort, number[]][] = [
      ['wait', [1, 2, 3, 4, 0]],
      ['priority', [2, 3, 0, 4, 1]],
      ['oldest', [4, 0, 1, 2, 3]],
      ['newest', [3, 2, 1, 0, 4]],
    ]
    for (const [sort, wanted] of orders) {
      expect(await found({}, { sort })).toEqual(wanted)
      const paged: number[] = []
      let cursor: string | null = null
      do {
        const next: Page = await page({}, { sort, more: `&limit=2${cursor ? `&cursor=${cursor}` : ''}` })
        paged.push(...next.rows.map(({ id }) => ids.indexOf(id)))
        cursor = next.cursor
      } while (cursor)
      expect(paged).toEqual(wanted)
    }
  })

  it('tells which of some rows still fit, so that none stays that does not', async () => {
    await tag(1, 'vip')
    await settled()
    const within = { view: 'open', filter: { tag: ['vip'] } }
    const { body } = await server.post('a.d.a', '/conversations/rows', { ids, within })
    expect(body.rows.map(({ id }: { id: string }) => id)).toEqual([idAt(1)])
  })

  it('SYNC-19 never shows more than the reader may see, whatever he asks for', async () => {
    await take(1, BEN_PRINCIPAL)
    await settled()
    const stranger = { ...ADA_PRINCIPAL, agentId: 'agt_00000000000000000008', departmentIds: [] } as const
    const other = await anInstance(database.db, { principals: { 's.t.ranger': stranger } })
    for (const filter of [{}, { assignee: [BEN_PRINCIPAL.agentId] }, { department: [DEPARTMENT] }, { tag: ['vip'] }]) {
      const query = `view=all&filter=${encodeURIComponent(JSON.stringify(filter))}`
      expect((await other.get('s.t.ranger', `/conversations?${query}`)).body).toMatchObject({ rows: [], cursor: null })
    }
    await other.stop()
  })

  it('refuses a filter that is none, and a cursor of another filter', async () => {
    const ask = async (query: string) => (await server.get('a.d.a', `/conversations?view=all&${query}`)).status
    for (const filter of ['{', '[]', '{"color":["red"]}', '{"tag":[]}', '{"created":{}}', '{"waiting":-1}'])
      expect(await ask(`filter=${encodeURIComponent(filter)}`)).toBe(400)
    const first = await page({ status: ['open'] }, { more: '&limit=2' })
    expect(await ask(`limit=2&cursor=${first.cursor}`)).toBe(400)
  })

  it('looks at a bounded number of conversations and says so; its cursor goes on from there', async () => {
    const looked: number[] = []
    const record = (i: number) =>
      ({
        _id: `cnv_${String(1000 - i).padStart(20, '0')}`,
        workspaceId: WORKSPACE,
        updatedAt: new Date(1000 - i),
      }) as ConversationRecord
    const scan = createScan({
      clock: { now: () => new Date(5000) },
      fits: async (_, __, records) => records.filter(({ _id }) => _id.endsWith('001')),
      conversations: {
        walk: async ({ after, limit }) => {
          looked.push(limit)
          const from = after ? 1000 - after.at.getTime() + 1 : 0
          return Array.from({ length: Math.max(0, Math.min(limit, 1000 - from)) }, (_, i) => record(from + i))
        },
      },
    })
    const reader: Reader = { workspaceId: WORKSPACE, agentId: ADA_PRINCIPAL.agentId, departmentIds: [DEPARTMENT] }
    const asked = { filter: { tag: ['rare'] }, sort: 'newest' as const, limit: 5, examined: 600 }
    const first = await scan(ADA_PRINCIPAL, reader, { ...asked, after: null })
    expect(first).toMatchObject({ records: [], truncated: true })
    expect(looked.reduce((sum, one) => sum + one, 0)).toBe(600)
    const second = await scan(ADA_PRINCIPAL, reader, { ...asked, after: first.last })
    expect(second).toMatchObject({ records: [{ _id: `cnv_${'1'.padStart(20, '0')}` }], last: null, truncated: false })
  })
})
