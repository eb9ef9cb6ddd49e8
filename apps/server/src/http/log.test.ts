import { engines } from '@parley/database/testing'
import { describe, expect, it } from 'vitest'
import { aFile, INBOX, SHOP, startWorld } from '../testing.ts'
import { createLogger } from './log.ts'

describe('the log', () => {
  it.each(engines())('N82 N07 holds nothing of what people wrote or proved, on %s', async (engine) => {
    const world = await startWorld(engine)
    const tenant = await world.addTenant('canary-name')
    const visitor = await world.addVisitor(tenant.site)
    const from = { access: visitor.access, origin: SHOP }
    const conversation = await world.addConversation(visitor, 'canary-text')
    await world.call('updateVisitor', { ...from, body: { name: 'canary-visitor', email: 'canary@visitor.example' } })
    await world.call('uploadAttachment', {
      ...from,
      query: { conversationId: conversation.id },
      ...aFile({ name: 'canary-file.txt' }),
    })
    const linked = await world.call('linkAttachments', {
      ...from,
      body: { conversationId: conversation.id, ids: [conversation.attachmentId] },
    })
    const { pathname } = new URL(linked.body.links[0].url)
    await world.server.app.inject({ url: pathname })
    await world.server.app.inject({
      url: '/api/v1/sites?token=canary-query',
      headers: { 'user-agent': 'canary-agent' },
    })
    await world.call('signIn', { body: { email: 'canary@agent.example', password: 'canary-password' } })
    const owner = { access: tenant.agents.owner.access, origin: INBOX }
    const taken = await world.call('createAgent', {
      ...owner,
      body: { name: 'X', email: tenant.agents.agent.email, role: 'agent' },
    })
    expect(taken.body.code).toBe('email_taken')
    // A failure of the store, whose message quotes what was written.
    world.deps.logger.error(
      { err: new Error('E11000 dup key: { email: "canary-error" }', { cause: new Error('canary-cause') }) },
      'failed',
    )
    const log = world.log.join('')
    expect(log).toContain('request answered')
    for (const secret of ['canary', visitor.token, visitor.access, owner.access, pathname, '127.0.0.1'])
      expect(log).not.toContain(secret)
    await world.stop()
  })

  it('N80 keeps one event to a line, whatever a field holds', () => {
    const lines: string[] = []
    createLogger('info', { write: (line) => lines.push(line) }).info(
      { field: 'a\r\n{"level":60}\u001b[31m\u2028' },
      'told',
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'told' })
  })
})
