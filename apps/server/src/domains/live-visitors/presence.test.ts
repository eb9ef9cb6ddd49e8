import type { SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../lib/logger.ts'
import { createPresence, type Presence } from './presence.ts'
import type { Group } from './store.ts'

const WORKSPACE = 'wsp_1' as WorkspaceId
const [SHOP, BLOG] = ['ste_shop', 'ste_blog'] as [SiteId, SiteId]
const aVisitor = (id: number | string, siteId = SHOP) => ({
  ...{ workspaceId: WORKSPACE, siteId, visitorId: `vis_${id}` as VisitorId },
})

describe('the visitors who have a line', () => {
  let presence: Presence
  /** What was written, a command each. */
  let commands: { groups: Group[]; seenAt: Date }[]
  let isBroken: boolean
  beforeEach(() => {
    vi.useFakeTimers()
    commands = []
    isBroken = false
    presence = createPresence({
      store: {
        async write(groups: readonly Group[], seenAt: Date) {
          commands.push({ groups: [...groups], seenAt })
          if (isBroken) throw new Error('the store is away')
        },
        list: async () => [],
      },
      clock: { now: () => new Date() },
      log: silentLogger,
    })
  })
  afterEach(async () => {
    isBroken = false
    await presence.stop()
    vi.useRealTimers()
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  /** Who stands in the store after the last command that told of each document. */
  const standing = () => {
    const last = new Map(commands.flatMap(({ groups }) => groups.map((one) => [one.name, one] as const)))
    return [...last.values()].flatMap(({ lines }) => lines.map(({ id }) => id)).sort()
  }

  it('are written together, once, however many lines one of them has', async () => {
    for (let i = 0; i < 3; i++) presence.came(aVisitor('vera'))
    presence.came(aVisitor('otto'))
    await pass(1_000)
    expect(commands).toHaveLength(1)
    expect(standing()).toEqual(['vis_otto', 'vis_vera'])
  })

  it('R25 SYNC-57 are written every five seconds at most, all changes of that time in one command', async () => {
    for (let i = 0; i < 100; i++) {
      presence.came(aVisitor(i, i % 2 ? SHOP : BLOG))
      await pass(100)
    }
    await pass(5_000)
    // Ten seconds of coming: at the first, after five, after ten, and what came last.
    expect(commands.length).toBeLessThanOrEqual(4)
    expect(standing()).toHaveLength(100)
  })

  it('cost documents by the hundred, not one each', async () => {
    for (let i = 0; i < 2_000; i++) presence.came(aVisitor(i))
    await pass(1_000)
    expect(commands).toHaveLength(1)
    expect(commands[0]?.groups).toHaveLength(20)
    commands = []
    presence.start()
    await pass(12_000)
    expect(commands).toHaveLength(1)
  })

  it('are there until the last line has ended, and a moment longer', async () => {
    const ends = [presence.came(aVisitor('vera')), presence.came(aVisitor('vera'))]
    await pass(6_000)
    ends[0]?.()
    await pass(60_000)
    expect(standing()).toEqual(['vis_vera'])
    ends[1]?.()
    await pass(7_000)
    expect(standing()).toEqual(['vis_vera'])
    await pass(2_000)
    expect(standing()).toEqual([])
  })

  it('do not leave with a page that follows another, and are there since the first', async () => {
    const since = new Date()
    for (let i = 0; i < 10; i++) {
      const end = presence.came(aVisitor('vera'))
      await pass(1_000)
      end()
      await pass(4_000)
    }
    expect(commands).toHaveLength(1)
    expect(commands[0]?.groups[0]?.lines).toEqual([{ id: 'vis_vera', since }])
  })

  it('that were forgotten are not said again, and come again as others do', async () => {
    const end = presence.came(aVisitor('vera'))
    await pass(6_000)
    presence.forget('vis_vera' as VisitorId)
    await pass(1_000)
    expect(standing()).toEqual([])
    presence.came(aVisitor('vera'))
    end() // the line of before says nothing of the new one
    await pass(60_000)
    expect(standing()).toEqual(['vis_vera'])
  })

  it('are said again when the store was away', async () => {
    isBroken = true
    presence.came(aVisitor('vera'))
    await pass(1_000)
    isBroken = false
    commands = []
    presence.start()
    await pass(13_000)
    expect(standing()).toEqual(['vis_vera'])
  })

  it('of an instance that stops are there for as long as a page may take, not until they would expire', async () => {
    presence.came(aVisitor('vera'))
    await pass(1_000)
    await presence.stop()
    // Whoever was seen in the last 35 seconds is there.
    expect(commands.at(-1)?.seenAt.getTime()).toBe(Date.now() - 27_000)
    expect(standing()).toEqual(['vis_vera'])
  })
})
