import { type Engine, engines } from '@parley/database/testing'
import type { ConversationId, MessageId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from './testing/log.ts'
import { OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, type LoneInstance } from './testing/server.ts'

describe.each(engines())('what a message said before, on the %s store', { timeout: 60_000 }, (engine: Engine) => {
  let server: LoneInstance
  beforeEach(async () => {
    server = await aLoneInstance(engine)
  })
  afterEach(() => server.stop())

  const ask = async (token: string, id: ConversationId, messageId: MessageId) => {
    await eventually(() => !server.conversations.isBusy())
    return server.get(token, `/conversations/${id}/messages/${messageId}/history`)
  }

  it('is told to agents from first to last, with who and when', async () => {
    const { id, messageId } = await begun(server, 'helo')
    for (const text of ['hello', 'hello there'])
      await does(server, VERA_PRINCIPAL, id, { kind: 'msg.edit', body: { messageId, text } })
    const { body } = await ask('a.d.a', id, messageId)
    expect(body.versions.map(({ text }: { text: string }) => text)).toEqual(['helo', 'hello', 'hello there'])
    expect(body.versions[0]).toMatchObject({ by: { id: VERA_PRINCIPAL.visitorId }, at: expect.any(String) })
  })

  it('is gone with a message that was taken away, and is no visitor’s to see', async () => {
    const { id, messageId } = await begun(server, 'a secret')
    await does(server, VERA_PRINCIPAL, id, { kind: 'msg.edit', body: { messageId, text: 'nothing' } })
    expect((await ask('v.e.ra', id, messageId)).status).toBe(401)
    await does(server, OWNER, id, { kind: 'msg.redact', body: { messageId } })
    expect((await ask('o.l.ga', id, messageId)).body.code).toBe('message_not_found')
  })
})
