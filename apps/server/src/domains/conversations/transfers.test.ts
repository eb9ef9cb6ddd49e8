import { type Engine, engines } from '@parley/database/testing'
import type { AgentId, ConversationId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { DEPARTMENT, eventually, OTHER_DEPARTMENT } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, draft, type LoneInstance } from './testing/server.ts'

const NOWHERE = 'dep_0000000000000000000z'

describe.each(engines())('handing over on the %s store', { timeout: 60_000 }, (engine: Engine) => {
  let server: LoneInstance
  beforeEach(async () => {
    server = await aLoneInstance(engine)
  })
  afterEach(() => server.stop())

  const settled = () => eventually(() => !server.conversations.isBusy())
  const pass = (id: ConversationId, from: AgentId | null, by: Principal = ADA_PRINCIPAL, to = OTHER_DEPARTMENT) =>
    does(server, by, id, { kind: 'conv.department', body: { departmentId: to, from } })
  const assign = (
    id: ConversationId,
    assigneeId: AgentId | null,
    from: AgentId | null,
    by: Principal = ADA_PRINCIPAL,
  ) => does(server, by, id, { kind: 'conv.assign', body: { assigneeId, from } })
  const rowsFor = async (token: string, id: ConversationId) => {
    await settled()
    return (await server.post(token, '/conversations/rows', { ids: [id] })).body.rows
  }
  const { agentId: ada } = ADA_PRINCIPAL

  it('to a department takes it out of the agent’s hands, gives his slot back, and moves its lists', async () => {
    const { id } = await begun(server)
    await assign(id, ada, null)
    expect(server.agents.slots).toHaveLength(1)
    expect(await pass(id, ada)).toMatchObject({ t: 'ack' })
    expect(await rowsFor('o.l.ga', id)).toMatchObject([{ departmentId: OTHER_DEPARTMENT, assigneeId: null }])
    expect(server.agents.slots).toEqual([])
    // Who belongs to the old department alone sees it no more, and is told that it is gone.
    expect(await rowsFor('a.d.a', id)).toEqual([])
    const since = new Date(0)
    const { changes } = await server.conversations.feed.listChanges(ADA_PRINCIPAL.workspaceId, `dep:${DEPARTMENT}`, {
      ...{ since, limit: 10 },
    })
    expect(changes.map(({ text }) => JSON.parse(text).t)).toEqual(['gone'])
    expect(await does(server, ADA_PRINCIPAL, id, { kind: 'note.new', body: draft('late') })).toMatchObject({
      code: 'conversation_not_found',
    })
  })

  it('tells the visitor that nobody has it, and neither where it went nor what was noted', async () => {
    const { id } = await begun(server)
    await assign(id, ada, null)
    const body = { ...draft('speaks Polish'), handOver: { assigneeId: null, departmentId: OTHER_DEPARTMENT } }
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.new', body })
    await pass(id, ada)
    await settled()
    const { entries } = (await server.get('v.e.ra', `/conversations/${id}/events`)).body
    expect(entries.at(-1).e).toMatchObject({ kind: 'conv.department', body: {}, fx: { assigneeId: null } })
    expect(JSON.stringify(entries)).not.toMatch(/Polish|dep_/)
    expect((await server.get('v.e.ra', '/visitors/me/conversations')).body.conversations[0].assignee).toBeNull()
    const told = (await server.get('o.l.ga', `/conversations/${id}/events`)).body.entries
    const note = told.find(({ e }: { e: { kind: string } }) => e.kind === 'note.new')
    expect(note.e.body.handOver).toEqual(body.handOver)
  })

  it('of two who hand over at once, one is told that it has gone', async () => {
    const { id } = await begun(server)
    await assign(id, ada, null)
    const answers = await Promise.all([
      pass(id, ada, OWNER),
      assign(id, BEN_PRINCIPAL.agentId, ada, { ...BEN_PRINCIPAL, role: 'supervisor' }),
    ])
    expect(answers.filter(({ t }) => t === 'ack')).toHaveLength(1)
    expect(answers.filter((answer) => answer.t === 'nack' && answer.code === 'already_assigned')).toHaveLength(1)
  })

  it('is refused to a department that is not there or has it, of a closed one, and to visitors', async () => {
    const { id } = await begun(server)
    expect(await pass(id, null, OWNER, NOWHERE)).toMatchObject({ code: 'department_not_found' })
    expect(await pass(id, null, OWNER, DEPARTMENT)).toMatchObject({ code: 'unchanged' })
    expect(await pass(id, ada, OWNER)).toMatchObject({ code: 'already_assigned' })
    expect(await pass(id, null, VERA_PRINCIPAL)).toMatchObject({ code: 'forbidden' })
    await does(server, OWNER, id, { kind: 'conv.status', body: { status: 'closed' } })
    expect(await pass(id, null, OWNER)).toMatchObject({ code: 'closed' })
  })
})
