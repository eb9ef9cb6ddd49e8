import { engines } from '@parley/database/testing'
import type { ConversationId, EndpointTypes } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { eventually } from './testing/log.ts'
import { ADA_PRINCIPAL, TOKENS, VERA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, draft, type LoneInstance } from './testing/server.ts'

type Found = EndpointTypes['search']['response']

const STRANGER: Principal = {
  ...ADA_PRINCIPAL,
  agentId: 'agt_00000000000000000009',
  departmentIds: ['dep_00000000000000000009'],
}
const ELSEWHERE: Principal = { ...ADA_PRINCIPAL, workspaceId: 'wsp_0000000000000000000z' }

describe.each(engines())('a search for everything on %s', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  beforeAll(async () => {
    server = await aLoneInstance(engine, { principals: { ...TOKENS, 's.t.r': STRANGER, 'e.l.se': ELSEWHERE } })
  })
  afterAll(() => server.stop())

  async function indexed(): Promise<void> {
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.indexSearch()
  }

  async function say(id: ConversationId, by: Principal, words: string, kind: 'msg.new' | 'note.new' = 'msg.new') {
    expect(await does(server, by, id, { kind, body: draft(words) })).toMatchObject({ t: 'ack' })
  }

  async function search(query: Record<string, string>, access = 'a.d.a'): Promise<Found> {
    const { status, body } = await server.get(access, `/search?${new URLSearchParams(query)}`)
    expect([status, body]).toMatchObject([200, {}])
    return body
  }
  const texts = (found: Found) => found.messages.map(({ excerpt }) => excerpt.text)

  it('finds messages and notes, the newest first, and shows where the words stand', async () => {
    const { id, messageId } = await begun(server, 'Is the Brompton in stock?')
    await say(id, ADA_PRINCIPAL, 'One brompton is left.')
    await say(id, ADA_PRINCIPAL, 'Ask the shop for another Brompton', 'note.new')
    await indexed()
    const found = await search({ text: 'brom' })
    expect(texts(found)).toEqual([
      'Ask the shop for another Brompton',
      'One brompton is left.',
      'Is the Brompton in stock?',
    ])
    expect(found.messages[2]).toMatchObject({
      ...{ conversationId: id, messageId, kind: 'msg.new', status: 'open', actor: { type: 'visitor' } },
      excerpt: { marks: [[7, 15]] },
    })
    expect(found.more).toEqual({ conversations: false, messages: false })
  })

  it('wants all words, takes the last for a beginning, and tells who said it apart', async () => {
    const { id } = await begun(server, 'a tandem with blue mudguards')
    await say(id, ADA_PRINCIPAL, 'The tandem comes in green')
    await say(id, ADA_PRINCIPAL, 'tandem: he is a regular', 'note.new')
    await indexed()
    expect(texts(await search({ text: 'tandem blu' }))).toEqual(['a tandem with blue mudguards'])
    expect(texts(await search({ text: 'tan', said: 'visitor' }))).toEqual(['a tandem with blue mudguards'])
    expect(texts(await search({ text: 'tan', said: 'agent' }))).toEqual(['The tandem comes in green'])
    expect(texts(await search({ text: 'tan', said: 'note' }))).toEqual(['tandem: he is a regular'])
    expect(texts(await search({ text: 'tandem red' }))).toEqual([])
    expect(texts(await search({ text: '…' }))).toEqual([])
  })

  it('keeps to the times that are asked for', async () => {
    await begun(server, 'a pannier for the front')
    await indexed()
    const [now, hour] = [Date.now(), 60 * 60_000]
    const at = (ms: number) => new Date(now + ms).toISOString()
    expect(texts(await search({ text: 'pannier', since: at(-hour), until: at(hour) }))).toHaveLength(1)
    expect(texts(await search({ text: 'pannier', since: at(hour) }))).toEqual([])
    expect(texts(await search({ text: 'pannier', until: at(-hour) }))).toEqual([])
  })

  it('finds the newest of a beginning that many words have, and says that there are more', async () => {
    const { id } = await begun(server, 'zq0')
    for (let i = 1; i < 20; i++) await say(id, VERA_PRINCIPAL, `zq${String(i).padStart(2, '0')}`)
    await indexed()
    const found = await search({ text: 'zq' })
    expect(found.more.messages).toBe(true)
    expect(texts(found)).toHaveLength(12)
    const one = await search({ text: 'zq1', limit: '3' })
    expect([texts(one), one.more.messages]).toEqual([['zq19', 'zq18', 'zq17'], true])
  })

  it('finds the newest of a word that more messages have than it looks at first', async () => {
    const { id } = await begun(server, 'chainring 0')
    for (let i = 1; i < 30; i++) await say(id, i % 2 ? ADA_PRINCIPAL : VERA_PRINCIPAL, `chainring ${i}`)
    await indexed()
    const few = await search({ text: 'chainring', limit: '3' })
    expect([texts(few), few.more.messages]).toEqual([['chainring 29', 'chainring 28', 'chainring 27'], true])
    const all = await search({ text: 'chainring', limit: '50' })
    expect([all.messages.length, all.more.messages]).toEqual([30, false])
    expect(texts(all).at(-1)).toBe('chainring 0')
  })

  it('S4 gives nothing to whoever may not read it, and nothing of another tenant', async () => {
    const { id } = await begun(server, 'confidential derailleur')
    await server.conversations.recordVisitorProfile({
      ...VERA_PRINCIPAL,
      name: 'Veronique Derail',
      email: 'v@example.com',
    })
    await indexed()
    expect((await search({ text: 'derail' })).conversations.map((row) => row.id)).toContain(id)
    for (const access of ['s.t.r', 'e.l.se']) {
      const found = await search({ text: 'derail' }, access)
      expect(found).toMatchObject({ conversations: [], messages: [] })
    }
    expect((await server.get('v.e.ra', '/search?text=derail')).status).toBe(401)
  })

  it('forgets what was deleted', async () => {
    const { id, messageId } = await begun(server, 'my number is ephemeral')
    await indexed()
    expect(texts(await search({ text: 'ephemeral' }))).toHaveLength(1)
    await does(server, VERA_PRINCIPAL, id, { kind: 'msg.del', body: { messageId } })
    await indexed()
    expect(texts(await search({ text: 'ephemeral' }))).toEqual([])
  })
})
