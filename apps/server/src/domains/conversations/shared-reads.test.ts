import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OWNER } from './testing/people.ts'
import { aLoneInstance, begun, type LoneInstance } from './testing/server.ts'

const NEIGHBOUR = { ...OWNER, workspaceId: 'wsp_0000000000000000000n', agentId: 'agt_0000000000000000000n' } as const

describe.each(engines())('reads that cost more than their question, on %s', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  let id: string
  beforeAll(async () => {
    server = await aLoneInstance(engine, {
      limits: { readsAtOnce: 1, readsWaiting: 1 },
      principals: { 'o.l.ga': OWNER, 'n.e.ighbour': NEIGHBOUR },
    })
    ;({ id } = await begun(server))
  })
  afterAll(() => server.stop())

  it.each([
    ['GET', '/conversations?view=waiting', 'o.l.ga'],
    ['GET', '/conversations?view=all&search=hello', 'o.l.ga'],
    ['GET', '/conversations/counts', 'o.l.ga'],
    ['POST', '/conversations/rows', 'o.l.ga'],
    ['GET', '/conversations/:id', 'o.l.ga'],
    ['GET', '/conversations/:id/events?after=0', 'v.e.ra'],
    ['GET', '/visitors/me/conversations', 'v.e.ra'],
  ])('N84 %s %s: a workspace waits for its own, and its neighbour for nobody', async (method, route, access) => {
    const url = route.replace(':id', id)
    const ask = (by: string) => (method === 'GET' ? server.get(by, url) : server.post(by, url, { ids: [id] }))
    const [own, next] = await Promise.all([
      Promise.all([ask(access), ask(access), ask(access)]),
      server.get('n.e.ighbour', '/conversations?view=waiting'),
    ])
    expect(own.map(({ status }) => status).sort()).toEqual([200, 200, 429])
    expect(own.find(({ status }) => status === 429)?.body.code).toBe('rate')
    expect(next.status).toBe(200)
    expect((await ask(access)).status).toBe(200)
  })
})
