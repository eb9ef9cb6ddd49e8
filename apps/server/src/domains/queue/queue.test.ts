import { engines } from '@parley/database/testing'
import type { ConversationId, FrameOf, SiteOptions } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newCmid, newId } from '../../lib/new-id.ts'
import type { Principal } from '../../lib/principal.ts'
import type { Sink } from '../../realtime/sink.ts'
import { INBOX, SHOP, startWorld, type World } from '../../testing.ts'
import { emptyRecord } from '../conversations/model.ts'
import { DEFAULT_OPTIONS } from '../sites/options.ts'

type QueueFrame = FrameOf<'queue'>
type Shop = Awaited<ReturnType<World['addTenant']>>

const DAY_MS = 24 * 60 * 60_000

// They wait for timers of seconds, on machines that are busy.
describe.each(engines())('the queue on %s', { timeout: 30_000 }, (engine) => {
  let world: World
  let shop: Shop
  let count = 0
  beforeAll(async () => {
    world = await startWorld(engine)
  })
  afterAll(() => world.stop())
  const aShop = async () => {
    shop = await world.addTenant(`shop${count++}`)
    return shop
  }

  async function waiter(text: string, of: Shop = shop) {
    const visitor = await world.addVisitor(of.site)
    const { id } = await world.addConversation(visitor, text)
    return { ...visitor, conversationId: id as ConversationId }
  }
  /** A long-poll of somebody: the frames of the queue that it brought. */
  async function poll({ access }: { access: string }, conversationId: ConversationId, wait = 5): Promise<QueueFrame[]> {
    const from = { access: world.renewed(access), origin: SHOP }
    const { position = { n: 0 } } = (await world.call('getConversation', { ...from, params: { id: conversationId } }))
      .body
    const body = { v: [1, 2], positions: { [conversationId]: position }, lists: {}, wait }
    const answer = await world.call('sync', { ...from, body })
    expect(answer.status).toBe(200)
    return answer.body.frames.filter(({ t }: { t: string }) => t === 'queue')
  }
  /** What somebody hears who reads his conversation. */
  async function listener({ id: visitorId, conversationId }: Awaited<ReturnType<typeof waiter>>, of: Shop = shop) {
    const frames: QueueFrame[] = []
    const nobody = { predecessorId: null, contactId: null, name: null, email: null, phone: null, blocked: false }
    const principal: Principal = {
      ...{ type: 'visitor', workspaceId: of.workspaceId, siteId: of.site._id, visitorId, ...nobody },
    }
    const push = (text: string) => frames.push(JSON.parse(text))
    const sink: Sink = { principal, send: push, sendAgain: push, sendIfIdle: push, room: () => null }
    const opened = await world.domains.conversations.feed.open(principal, conversationId)
    if (opened.is !== 'open' || !opened.place) throw new Error('not his to read')
    const end = world.domains.queue.feed.follow(sink, conversationId, opened.place)
    return { frames, end, last: () => frames.at(-1) }
  }
  const assign = async ({ conversationId }: { conversationId: ConversationId }) => {
    const { access, _id: assigneeId } = shop.agents.agent
    const cmid = newCmid(world.deps.clock.now())
    const answer = await world.call('appendEvent', {
      ...{ access: world.renewed(access), origin: INBOX, headers: { 'idempotency-key': cmid } },
      body: { t: 'send', cmid, conversationId, kind: 'conv.assign', body: { assigneeId, from: null } },
    })
    expect(answer.body.t).toBe('ack')
  }
  const decide = (options: Partial<SiteOptions>) =>
    world.domains.sites.update(shop.workspaceId, shop.site._id, { options })
  /** Conversations as the fold leaves them, without their logs. */
  async function put(records: object[]) {
    const departmentId = await world.domains.departments.defaultOf(shop.workspaceId)
    const { workspaceId, site } = shop
    const start = { workspaceId, departmentId, siteId: site._id, visitorId: null, channel: 'chat' } as const
    const all = records.map((record) => {
      const _id = newId('cnv', world.deps.clock.now())
      return { ...emptyRecord({ _id, createKey: _id as never, ...start }, world.deps.clock.now()), ...record }
    })
    await world.store.db.collection<{ _id: string }>('conversations').insertMany(all)
  }
  const staffed = () => {
    const { workspaceId, agents } = shop
    const { _id: agentId, role } = agents.agent
    const principal: Principal = {
      ...{ type: 'agent', workspaceId, agentId, sessionId: 'ses_00000000000000000001', role, departmentIds: [] },
      name: 'Ines',
    }
    const nothing = () => undefined
    const sink: Sink = { principal, send: nothing, sendAgain: nothing, sendIfIdle: nothing, room: () => null }
    return world.domains.availability.feed.attend(sink)
  }

  it('tells a visitor his place when he begins to read, by the long-poll too', async () => {
    await aShop()
    const [first, second] = [await waiter('first'), await waiter('second')]
    // What is folded only now is answered first, as everything that is new.
    const told = await vi.waitFor(async () => {
      const frames = await poll(second, second.conversationId)
      expect(frames).toHaveLength(1)
      return frames
    }, 15_000)
    expect(told).toEqual([{ t: 'queue', conversationId: second.conversationId, position: 2, wait: null }])
    const line = await listener(first)
    await vi.waitFor(() => expect(line.last()?.position).toBe(1), 10_000)
  })

  it('moves up who comes next when an agent claims one, and ends for that one', async () => {
    await aShop()
    const [first, second] = [await waiter('first'), await waiter('second')]
    const lines = [await listener(first), await listener(second)] as const
    await vi.waitFor(() => expect(lines.map(({ last }) => last()?.position)).toEqual([1, 2]), 10_000)
    await assign(first)
    await vi.waitFor(() => expect(lines.map(({ last }) => last()?.position)).toEqual([null, 1]), 10_000)
  })

  it('S4 counts neither other tenants nor other departments, and tells no stranger', async () => {
    const theirs = await aShop()
    await waiter('elsewhere', theirs)
    const mine = await aShop()
    const departmentId = newId('dep', world.deps.clock.now())
    await put([{ departmentId, waitingSince: new Date(Date.now() - 60_000), updatedAt: new Date() }])
    const one = await waiter('mine')
    const line = await listener(one)
    await vi.waitFor(() => expect(line.last()?.position).toBe(1), 10_000)
    const mallory = await world.addVisitor(mine.site)
    expect(await poll(mallory, one.conversationId, 1)).toEqual([])
    const stranger = await world.addVisitor(theirs.site)
    expect(await poll(stranger, one.conversationId, 1)).toEqual([])
  })

  it('says nothing where the site does not want it said', async () => {
    await aShop()
    await decide({ features: { ...DEFAULT_OPTIONS.features, queue: false } })
    const line = await listener(await waiter('quiet'))
    await new Promise((done) => setTimeout(done, 1_500))
    expect(line.frames).toEqual([])
  })

  it('counts to a hundred, and nobody who has waited for more than a day', async () => {
    await aShop()
    const now = world.deps.clock.now().getTime()
    const since = (ms: number) => ({ waitingSince: new Date(now - ms), updatedAt: new Date(now) })
    await put([since(2 * DAY_MS), since(25 * 60 * 60_000)])
    const one = await waiter('last')
    const line = await listener(one)
    await vi.waitFor(() => expect(line.last()?.position).toBe(1), 10_000)
    await put(Array.from({ length: 101 }, (_, i) => since(60_000 + i)))
    await world.domains.queue.check()
    await vi.waitFor(() => expect(line.last()).toMatchObject({ position: 100, isBeyond: true, wait: null }), 10_000)
  })

  it('promises what others have waited, while somebody is there and it is open', async () => {
    await aShop()
    const now = world.deps.clock.now().getTime()
    const answered = (day: number) => ({
      ...{ firstAnswer: { at: new Date(now - day * DAY_MS), ms: 200_000 }, status: 'closed', updatedAt: new Date(now) },
    })
    await put(Array.from({ length: 12 }, (_, i) => answered(i + 1)))
    const line = await listener(await waiter('soon'))
    await vi.waitFor(() => expect(line.last()).toMatchObject({ position: 1, wait: null }), 10_000)
    const leave = staffed()
    await new Promise((done) => setTimeout(done, 300))
    world.pass(2_000)
    await world.domains.queue.check()
    const wait = { from: 180, seconds: expect.any(Number), to: 240 }
    await vi.waitFor(() => expect(line.last()).toMatchObject({ position: 1, wait }), 10_000)
    const week: SiteOptions['hours']['week'] = [[], [], [], [], [], [], []]
    await decide({ hours: { ...DEFAULT_OPTIONS.hours, on: true, week } })
    world.pass(6_000)
    await world.domains.queue.check()
    await vi.waitFor(() => expect(line.last()).toMatchObject({ position: 1, wait: null }), 10_000)
    leave()
  })
})
