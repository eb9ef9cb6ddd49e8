import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../lib/logger.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { Present } from './model.ts'
import { createPresence, type Presence } from './presence.ts'

const AGENT = { type: 'agent', workspaceId: 'wsp_1', agentId: 'agt_1', name: 'Ines' } as unknown as AgentPrincipal

describe('the agents who are connected', () => {
  let presence: Presence
  let written: string[][]
  let lastSeenAt: Date
  let told: number
  beforeEach(() => {
    vi.useFakeTimers()
    written = []
    told = 0
    presence = createPresence({
      store: {
        async write(_instance, _workspace, agents: readonly Present[], seenAt) {
          written.push(agents.map(({ id }) => id))
          lastSeenAt = seenAt
        },
        list: async () => [],
      },
      bus: { publish: () => void told++ },
      clock: { now: () => new Date() },
      log: silentLogger,
    })
  })
  afterEach(async () => {
    await presence.stop()
    vi.useRealTimers()
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  it('are written and told once, however many connections one has', async () => {
    for (let count = 0; count < 3; count++) presence.came(AGENT)
    await pass(1_000)
    expect(written).toEqual([['agt_1']])
    expect(told).toBe(1)
  })

  it('are there until the last of their connections has ended, and a while longer', async () => {
    presence.came(AGENT)
    presence.came(AGENT)
    presence.left(AGENT)
    await pass(60_000)
    presence.left(AGENT)
    await pass(9_000)
    expect(written).toEqual([['agt_1']])
    await pass(2_000)
    expect(written).toEqual([['agt_1'], []])
    expect(told).toBe(2)
  })

  it('do not leave with a page that is loaded again', async () => {
    for (let count = 0; count < 10; count++) {
      presence.came(AGENT)
      await pass(1_000)
      presence.left(AGENT)
      await pass(5_000)
    }
    expect(told).toBe(1)
  })

  it('of an instance that stops are there for as long as a page may take to reload, not until they would expire', async () => {
    presence.came(AGENT)
    await pass(1_000)
    await presence.stop()
    expect(written).toEqual([['agt_1'], ['agt_1']])
    // Whoever was seen in the last 35 seconds is there.
    expect(lastSeenAt.getTime()).toBe(Date.now() - 25_000)
  })

  it('are said again while they stay, so that they do not expire', async () => {
    presence.start()
    presence.came(AGENT)
    await pass(60_000)
    expect(written.length).toBeGreaterThanOrEqual(5)
    expect(new Set(written.map(String))).toEqual(new Set(['agt_1']))
    expect(told).toBe(1)
  })
})
