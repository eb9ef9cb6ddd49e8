import { engines } from '@parley/database/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ADA, aCmid, aKey, DEPARTMENT, eventually, OTHER_DEPARTMENT } from './testing/log.ts'
import { fakeAgents } from './testing/people.ts'
import { aLoneInstance, type LoneInstance } from './testing/server.ts'

const BEN = 'agt_00000000000000000002'

describe.each(engines())('where a page wants its conversation, on the %s store', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  const agents = fakeAgents(1)
  beforeEach(async () => {
    agents.slots.length = 0
    server = await aLoneInstance(engine, { agents, present: [ADA.id] })
  })
  afterEach(() => server.stop())

  /** Begins a conversation; what the owner sees of it once nothing is under way. */
  async function begun(route: object) {
    const payload = { t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new' }
    const body = { v: 1, type: 'text', text: 'hello', route }
    const answer = await server.post('v.e.ra', '/events', { ...payload, body }, { 'idempotency-key': payload.cmid })
    expect(answer.status).toBe(200)
    await eventually(() => !server.conversations.isBusy())
    await new Promise((done) => setTimeout(done, 50))
    await eventually(() => !server.conversations.isBusy())
    return (await server.get('o.l.ga', `/conversations/${answer.body.conversationId}`)).body
  }

  it('begins in the department that was asked for', async () => {
    expect((await begun({ departmentId: OTHER_DEPARTMENT })).row).toMatchObject({ departmentId: OTHER_DEPARTMENT })
  })

  it('S4 begins in the default one where the workspace has no such department, and keeps nothing of the wish', async () => {
    const { row, entries } = await begun({ departmentId: 'dep_0000000000000000zzzz' })
    expect(row).toMatchObject({ departmentId: DEPARTMENT, assigneeId: null })
    expect(JSON.stringify(entries)).not.toContain('zzzz')
  })

  it('is given to the agent who was asked for while he is there and has room', async () => {
    expect((await begun({ agentId: ADA.id })).row).toMatchObject({ assigneeId: ADA.id })
    expect((await begun({ agentId: ADA.id })).row).toMatchObject({ assigneeId: null, status: 'open' })
  })

  it('waits like any other for an agent who is not there, or not of its department', async () => {
    expect((await begun({ agentId: BEN })).row).toMatchObject({ assigneeId: null })
    expect((await begun({ agentId: ADA.id, departmentId: OTHER_DEPARTMENT })).row).toMatchObject({ assigneeId: null })
    expect(agents.slots).toEqual([])
  })
})
