import { engines } from '@parley/database/testing'
import type { ConversationFilter } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { eventually } from '../conversations/testing/log.ts'

type Reasons = { ask: string; reasons: { id: string; name: string }[]; version: number }

describe.each(engines())('why conversations are closed, on the %s store', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let count = 0
  beforeAll(async () => {
    world = await startWorld(engine)
  })
  afterAll(() => world.stop())

  const as = (role: keyof Tenant['agents']) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const get = async () => (await world.call('getCloseReasons', as('agent'))).body as Reasons
  const set = (body: object, role: keyof Tenant['agents'] = 'admin') =>
    world.call('setCloseReasons', { ...as(role), body })
  /** A shop of its own with these reasons. */
  async function aShop(ask: string, ...names: string[]): Promise<Reasons> {
    tenant = await world.addTenant(`shop${++count}`)
    const { status, body } = await set({ ask, reasons: names.map((name) => ({ name })), version: 0 })
    expect(status).toBe(200)
    return body
  }
  async function begun() {
    const visitor = await world.addVisitor(tenant.site)
    return { visitor, id: (await world.addConversation(visitor, 'hello')).id }
  }
  async function send(conversationId: string, body: object, { kind = 'conv.status', by = as('agent'), ...more } = {}) {
    const cmid = newCmid(world.deps.clock.now())
    const frame = { t: 'send', cmid, conversationId, kind, body, ...more }
    return world.call('appendEvent', { ...by, headers: { 'idempotency-key': frame.cmid }, body: frame })
  }
  /** Summaries follow their logs. */
  const settled = () => eventually(() => !world.domains.conversations.isBusy())
  async function opened(id: string) {
    await settled()
    return (await world.call('getConversation', { ...as('agent'), params: { id } })).body
  }

  it('are nobody’s question until an administrator lists some, in an order, each under one name', async () => {
    tenant = await world.addTenant(`shop${++count}`)
    expect(await get()).toEqual({ ask: 'never', reasons: [], version: 0 })
    const reasons = [{ name: ' Solved ' }, { name: 'Spam' }]
    for (const role of ['agent', 'supervisor'] as const)
      expect((await set({ ask: 'offered', reasons, version: 0 }, role)).body.code).toBe('forbidden')
    const { body } = await set({ ask: 'offered', reasons, version: 0 })
    expect(body).toMatchObject({ ask: 'offered', reasons: [{ name: 'Solved' }, { name: 'Spam' }], version: 1 })
    const [solved, spam] = body.reasons
    const changed = { ask: 'required', reasons: [spam, { ...solved, name: 'Done' }, { name: 'Lost' }], version: 1 }
    await set(changed)
    expect((await get()).reasons.slice(0, 2)).toEqual([spam, { ...solved, name: 'Done' }])
    expect((await set({ ask: 'offered', reasons: [spam], version: 2 })).body).toMatchObject({ reasons: [spam] })
    for (const wrong of [
      { ask: 'required', reasons: [] },
      { ask: 'offered', reasons: [{ name: 'One' }, { name: 'ONE' }] },
      { ask: 'offered', reasons: [spam, { ...spam, name: 'Twice' }] },
      { ask: 'offered', reasons: [{ name: ' ' }] },
      { ask: 'sometimes', reasons: [] },
    ])
      expect((await set({ ...wrong, version: 3 })).body.code).toBe('invalid_request')
    expect(await get()).toEqual({ ask: 'offered', reasons: [spam], version: 3 })
  })

  it('of two administrators at once the later is told, and an id of another workspace is none', async () => {
    const theirs = await aShop('offered', 'Theirs')
    const ours = await aShop('offered', 'Ours')
    const answers = await Promise.all([1, 2].map((n) => set({ ask: 'never', reasons: [{ name: `${n}` }], version: 1 })))
    expect(answers.map(({ body }) => body.code ?? 'ok').sort()).toEqual(['changed_since', 'ok'])
    expect((await set({ ask: 'never', reasons: [], version: 0 })).body.code).toBe('changed_since')
    const foreign = await set({ ask: 'offered', reasons: theirs.reasons, version: 2 })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'reason_not_found'])
    const { id } = await begun()
    for (const [reason] of [theirs.reasons, ours.reasons]) {
      const refused = await send(id, { status: 'closed', reasonId: reason?.id })
      expect([refused.status, refused.body.code]).toEqual([404, 'reason_not_found'])
    }
    expect((await opened(id)).row.status).toBe('open')
  })

  it('is asked of agents where it is required, and never of visitors', async () => {
    const { reasons } = await aShop('required', 'Solved')
    const [ours, other] = [await begun(), await begun()]
    const refused = await send(ours.id, { status: 'closed' })
    expect([refused.status, refused.body.code]).toEqual([409, 'reason_required'])
    expect((await opened(ours.id)).row.status).toBe('open')
    expect((await send(ours.id, { status: 'pending' })).status).toBe(200)
    expect((await send(ours.id, { status: 'closed', reasonId: reasons[0]?.id })).status).toBe(200)
    const visitor = { by: { access: other.visitor.access, origin: SHOP } }
    expect((await send(other.id, { status: 'closed', reasonId: reasons[0]?.id }, visitor)).body.code).toBe('forbidden')
    expect((await send(other.id, { status: 'closed' }, visitor)).status).toBe(200)
    const wrong = await send(other.id, { status: 'open', reasonId: reasons[0]?.id })
    expect(wrong.body.code).toBe('forbidden')
  })

  it('stands in the row as it was called, goes when it is reopened, and is what lists are filtered by', async () => {
    const { reasons } = await aShop('offered', 'Solved', 'Spam')
    const [solved, spam] = reasons
    const [one, two, three] = [await begun(), await begun(), await begun()]
    await send(one.id, { status: 'closed', reasonId: solved?.id })
    await send(two.id, { status: 'closed', reasonId: spam?.id })
    await send(three.id, { status: 'closed' })
    const before = await opened(one.id)
    expect(before.row.reason).toEqual(solved)
    expect(before.entries.at(-1).e).toMatchObject({ body: { status: 'closed' }, fx: { reason: solved } })
    expect(before.entries.at(-1).e.body).toEqual({ status: 'closed' })
    expect((await opened(three.id)).row).not.toHaveProperty('reason')
    const found = async (filter: ConversationFilter) => {
      await settled()
      const query = { view: 'all', filter: JSON.stringify(filter) }
      const { body } = await world.call('listConversations', { ...as('agent'), query })
      return body.rows.map(({ id }: { id: string }) => id).sort()
    }
    const ids = reasons.map(({ id }) => id) as NonNullable<ConversationFilter['reason']>
    expect(await found({ reason: ids.slice(0, 1) })).toEqual([one.id])
    expect(await found({ reason: ids })).toEqual([one.id, two.id].sort())
    expect(await found({ reason: ids, status: ['open'] })).toEqual([])
    await set({ ask: 'offered', reasons: [{ ...solved, name: 'Done' }], version: 1 })
    expect((await opened(one.id)).row.reason).toEqual(solved)
    await send(one.id, { status: 'open' })
    expect((await opened(one.id)).row).not.toHaveProperty('reason')
    await world.say({ access: two.visitor.access, origin: SHOP }, { conversationId: two.id }, { text: 'again' })
    expect((await opened(two.id)).row).not.toHaveProperty('reason')
    expect(await found({ reason: ids })).toEqual([])
  })

  it('R38 is nothing that a visitor hears of', async () => {
    const { reasons } = await aShop('offered', 'SECRET')
    const seen = async (body: object) => {
      const { visitor, id } = await begun()
      await send(id, body)
      await settled()
      const from = { access: visitor.access, origin: SHOP }
      const shown = [
        (await world.call('getConversation', { ...from, params: { id } })).body,
        (await world.call('listEvents', { ...from, params: { id } })).body,
        (await world.call('listOwnConversations', from)).body,
      ]
      // What differs between any two conversations: ids, and moments.
      return JSON.stringify(shown)
        .replace(/\b[a-z]{3}_[0-9a-z]{20,26}\b/g, 'id')
        .replace(/"[0-7][0-9a-hjkmnp-tv-z]{25}"/g, '"cmid"')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'at')
    }
    const withReason = await seen({ status: 'closed', reasonId: reasons[0]?.id })
    expect(withReason).not.toContain('SECRET')
    expect(withReason).toBe(await seen({ status: 'closed' }))
  })
})
