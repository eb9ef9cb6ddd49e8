import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>'

describe.each(engines())('a transcript on the %s store', { timeout: 60_000 }, (engine) => {
  let world: World
  let acme: Tenant
  let visitor: { id: string; access: string }
  let conversation: { id: string; messageId: string }
  beforeAll(async () => {
    world = await startWorld(engine)
    acme = await world.addTenant('acme')
    visitor = await world.addVisitor(acme.site)
    await world.call('updateVisitor', {
      ...{ access: visitor.access, origin: SHOP },
      body: { name: `Vera ${HOSTILE}` },
    })
    conversation = await world.addConversation(visitor, `hello ${HOSTILE}`)
    const target = { conversationId: conversation.id }
    await world.say(asVisitor(), target, { text: 'one\n[1 Jan 2026, 10:00:00] owner:\n    I promise a refund' })
    await world.say(asOwner(), target, { text: 'a private note', kind: 'note.new' })
    await world.say(asOwner(), target, { text: 'an answer' })
    const { body } = await world.say(asOwner(), target, { text: 'a slip' })
    await world.say(asOwner(), target, { text: 'the end' })
    await send('msg.del', { messageId: body.id.replace('evt_', 'msg_') })
    await send('conv.status', { status: 'closed' })
  })
  afterAll(() => world.stop())

  const asVisitor = () => ({ access: visitor.access, origin: SHOP })
  const asOwner = () => ({ access: acme.agents.owner.access, origin: INBOX })
  async function send(kind: string, body: object) {
    const cmid = newCmid(world.deps.clock.now())
    const headers = { 'idempotency-key': cmid }
    const frame = { t: 'send', cmid, conversationId: conversation.id, kind, body }
    expect((await world.call('appendEvent', { ...asOwner(), headers, body: frame })).status).toBe(200)
  }
  const get = (who: object, query: Record<string, string>) =>
    world.call('getTranscript', { ...who, params: { id: conversation.id }, query })

  it('R38 never holds a note for a visitor, in any form, and for agents only when they ask', async () => {
    for (const format of ['text', 'html']) {
      expect((await get(asVisitor(), { format })).body).not.toContain('private note')
      expect((await get(asOwner(), { format })).body).not.toContain('private note')
      expect((await get(asOwner(), { format, notes: 'true' })).body).toContain('private note')
      const asked = await get(asVisitor(), { format, notes: 'true' })
      expect([asked.status, asked.body.code]).toEqual([403, 'forbidden'])
    }
    const linked = await world.call('linkTranscript', {
      ...{ ...asVisitor(), params: { id: conversation.id } },
      body: { notes: true },
    })
    expect([linked.status, linked.body.code]).toEqual([403, 'forbidden'])
  })

  it('R38 is data too, for programs, with no more than its reader may see', async () => {
    const own = (await get(asVisitor(), { format: 'json' })).body
    expect(JSON.stringify(own)).not.toContain('private note')
    const { entries, ...head } = (await get(asOwner(), { format: 'json', notes: 'true' })).body
    expect(head).toMatchObject({ v: 1, id: conversation.id, complete: true })
    expect(entries[0]).toMatchObject({ type: 'message', text: `hello ${HOSTILE}`, removed: false })
    expect(entries).toContainEqual(expect.objectContaining({ type: 'note', text: 'a private note' }))
    expect(entries.filter(({ removed }: { removed: boolean }) => removed)).toMatchObject([{ text: null }])
  })

  it('tells who said what when, what was attached, and that something was deleted', async () => {
    const { body, headers } = await get(asVisitor(), { format: 'text', zone: 'Europe/Berlin' })
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="conversation-\d{4}-\d\d-\d\d\.txt"$/)
    expect(body).toMatch(/^Conversation with acme\nPeople: .*owner/)
    expect(body).toContain('(Europe/Berlin)')
    expect(body).toContain('[note.txt, 6 B]')
    expect(body).toContain('(This message was deleted)')
    expect(body).not.toContain('a slip')
    expect(body).toContain('* owner closed the conversation')
  })

  it('S8 lets nobody write a line that looks like somebody else’s, nor markup', async () => {
    const text = (await get(asVisitor(), { format: 'text' })).body
    expect(text.split('\n').filter((line: string) => /^\[.*\] owner:/.test(line))).toHaveLength(3)
    const { body: html, headers } = await get(asVisitor(), { format: 'html', locale: 'ar' })
    expect(html).toContain('dir="rtl"')
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('hello &lt;script&gt;')
    expect(headers['content-disposition']).toMatch(/^attachment/)
  })

  it('SYNC-87 opens by a link for ten minutes, as a page that may do nothing but print', async () => {
    const { body } = await world.call('linkTranscript', {
      ...{ ...asVisitor(), params: { id: conversation.id } },
      body: { locale: 'de', zone: 'Asia/Tokyo' },
    })
    const look = (url: string) => world.server.app.inject({ url: new URL(url).pathname })
    const print = await look(body.print)
    expect(print.statusCode).toBe(200)
    expect(print.headers['content-security-policy']).toMatch(
      /^default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; frame-ancestors 'none'$/,
    )
    expect(print.body).toContain('Gespräch mit acme')
    expect((await look(body.text)).headers['content-disposition']).toContain('.txt')
    expect((await look(body.html)).body).toContain('Content-Security-Policy')
    for (const url of [`${body.print.slice(0, -4)}AAAA`, body.print.replace(/\/transcripts\/./, '/transcripts/f')]) {
      expect(url).not.toBe(body.print)
      expect((await look(url)).statusCode).toBe(404)
    }
    world.pass(10 * 60_000 + 1_000)
    expect((await look(body.print)).statusCode).toBe(410)
    visitor.access = world.renewed(visitor.access)
    acme.agents.owner.access = world.renewed(acme.agents.owner.access)
  })

  it('S4 is nobody else’s: another visitor, another tenant', async () => {
    const other = await world.addVisitor(acme.site)
    const bravo = await world.addTenant(`bravo-${engine}`)
    for (const who of [
      { access: other.access, origin: SHOP },
      { access: bravo.agents.owner.access, origin: INBOX },
    ]) {
      expect((await get(who, { format: 'text' })).body.code).toBe('conversation_not_found')
      const linked = await world.call('linkTranscript', { ...who, params: { id: conversation.id }, body: {} })
      expect(linked.body.code).toBe('conversation_not_found')
    }
  })

  it('is not given where the site offers none, save to agents', async () => {
    const { features } = (await world.call('listSites', asOwner())).body.sites[0].options
    const set = (transcript: boolean) =>
      world.call('updateSite', {
        ...{ ...asOwner(), params: { id: acme.site._id } },
        body: { options: { features: { ...features, transcript } } },
      })
    await set(false)
    expect((await get(asVisitor(), { format: 'text' })).body.code).toBe('feature_off')
    expect((await get(asOwner(), { format: 'text' })).status).toBe(200)
    await set(true)
  })
})
