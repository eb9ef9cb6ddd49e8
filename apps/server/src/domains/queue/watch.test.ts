import type { ConversationId, DepartmentId, FrameOf, SiteId, WorkspaceId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../lib/logger.ts'
import type { Sink } from '../../realtime/sink.ts'
import { createWatch, type InLine } from './watch.ts'

type QueueFrame = FrameOf<'queue'>
const WORKSPACE = 'wsp_1' as WorkspaceId
const PLACE = { departmentId: 'dep_1' as DepartmentId, siteId: 'ste_1' as SiteId, mayWait: true }
const cnv = (nr: number) => `cnv_${nr}` as ConversationId
const row = (nr: number): InLine => ({ id: cnv(nr), since: new Date(nr * 1_000) })

function aLine() {
  const frames: QueueFrame[] = []
  const news: QueueFrame[] = []
  const sink = {
    principal: { type: 'visitor', workspaceId: WORKSPACE },
    send(text: string) {
      frames.push(JSON.parse(text))
      news.push(JSON.parse(text))
    },
    sendAgain: (text: string) => frames.push(JSON.parse(text)),
  } as unknown as Sink // what a watch uses of it
  return { sink, frames, news, last: () => frames.at(-1)?.position }
}

describe('the watch over a line', () => {
  let rows: InLine[]
  let looks: number
  let during: () => void
  let watch: ReturnType<typeof createWatch>
  beforeEach(() => {
    vi.useFakeTimers()
    rows = []
    looks = 0
    during = () => undefined
    watch = createWatch({
      clock: { now: () => new Date() },
      log: silentLogger,
      async list(_line, limit) {
        looks++
        const found = rows.slice(0, limit)
        during()
        return found
      },
      guide:
        async () =>
        ({ conversationId, place }) =>
          JSON.stringify({ t: 'queue', conversationId, position: (place?.before.length ?? 99) + 1, wait: null }),
    })
  })
  afterEach(() => {
    watch.stop()
    vi.useRealTimers()
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const changed = (nr: number, waits: boolean, department = 'dep_1') =>
    watch.hear({
      ...{
        type: 'row',
        workspaceId: WORKSPACE,
        conversationId: cnv(nr),
        ord: 1,
        keys: [`dep:${department}`],
        left: [],
      },
      ...(waits && { waits }),
    })

  it('is one look for all who come together, and each is told once', async () => {
    rows = [row(1), row(2), row(3)]
    const lines = [1, 2, 3].map((nr) => {
      const line = aLine()
      watch.follow(line.sink, cnv(nr), PLACE)
      return line
    })
    await pass(10_000)
    expect(looks).toBe(1)
    expect(lines.map(({ frames }) => frames.map(({ position }) => position))).toEqual([[1], [2], [3]])
  })

  it('looks once a second at most, whatever happens', async () => {
    const { sink } = aLine()
    rows = [row(1)]
    watch.follow(sink, cnv(1), PLACE)
    await pass(1_000)
    looks = 0
    for (let nr = 2; nr < 102; nr++) {
      changed(nr, true)
      await pass(100)
    }
    expect(looks).toBeLessThanOrEqual(10)
  })

  it('does not look for what changes nobody’s place: other words of who is assigned, or of who waits already', async () => {
    rows = [row(1), row(2)]
    watch.follow(aLine().sink, cnv(2), PLACE)
    await pass(5_000)
    looks = 0
    changed(1, true)
    changed(7, false)
    changed(8, true, 'dep_2')
    await pass(5_000)
    expect(looks).toBe(0)
  })

  it('does not look while none of those who are here waits', async () => {
    rows = [row(1)]
    watch.follow(aLine().sink, cnv(9), { ...PLACE, mayWait: false })
    changed(1, true)
    await pass(5_000)
    expect(looks).toBe(0)
  })

  it('tells who is claimed at once that he waits no more, and the next one that he moved up', async () => {
    rows = [row(1), row(2)]
    const [first, second] = [aLine(), aLine()]
    watch.follow(first.sink, cnv(1), PLACE)
    watch.follow(second.sink, cnv(2), PLACE)
    await pass(2_000)
    rows = [row(2)]
    changed(1, false)
    expect(first.last()).toBeNull()
    await pass(2_000)
    expect(second.last()).toBe(1)
    expect(first.frames).toHaveLength(2)
  })

  it('tells nobody an old place who was claimed while it looked', async () => {
    rows = [row(1)]
    const line = aLine()
    watch.follow(line.sink, cnv(1), PLACE)
    during = () => {
      rows = []
      changed(1, false)
    }
    await pass(5_000)
    expect(line.frames).toEqual([])
  })

  it('repairs what the bus lost by looking now and then', async () => {
    rows = [row(1), row(2)]
    const line = aLine()
    watch.start(() => false)
    watch.follow(line.sink, cnv(2), PLACE)
    await pass(2_000)
    rows = [row(2)]
    await pass(30_000)
    expect(line.last()).toBe(1)
  })

  it('ends no long-poll for what the last one brought, nor leaves one with a place that is over', async () => {
    rows = [row(1)]
    const [one, again, late] = [aLine(), aLine(), aLine()]
    watch.follow(one.sink, cnv(1), PLACE)()
    const leave = watch.follow(one.sink, cnv(1), PLACE)
    await pass(2_000)
    leave()
    watch.follow(again.sink, cnv(1), PLACE)()
    const end = watch.follow(again.sink, cnv(1), PLACE)
    await pass(2_000)
    end()
    expect([one.news.length, again.news.length, again.frames.length]).toEqual([1, 0, 1])
    watch.follow(late.sink, cnv(1), { ...PLACE, mayWait: false })
    expect(late.last()).toBeNull()
  })

  it('follows a conversation that goes to another department', async () => {
    rows = [row(1), row(2)]
    const line = aLine()
    watch.follow(line.sink, cnv(2), PLACE)
    await pass(2_000)
    expect(line.last()).toBe(2)
    rows = [row(2)]
    changed(2, true, 'dep_2')
    await pass(2_000)
    expect(line.last()).toBe(1)
  })

  it('forgets lines and conversations that nobody reads', async () => {
    const ends = [1, 2].map((nr) => watch.follow(aLine().sink, cnv(nr), PLACE))
    await pass(2_000)
    for (const end of ends) end()
    expect(watch.size()).toEqual({ lines: 0, followers: 0 })
    expect(vi.getTimerCount()).toBe(0)
  })
})
