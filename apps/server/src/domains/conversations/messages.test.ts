import { engines } from '@parley/database/testing'
import {
  COMMAND_BODIES,
  type ConversationId,
  Draft,
  type FeatureOptions,
  type LogEntry,
  type MessageId,
  messageIdOf,
  type Snapshot,
} from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { eventually, WORKSPACE } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, draft, type LoneInstance } from './testing/server.ts'

describe.each(engines())('what is done with a message on the %s store', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  const features: Partial<FeatureOptions> = {}
  beforeAll(async () => {
    server = await aLoneInstance(engine, { features, limits: { markMs: 1 } })
  })
  beforeEach(() => {
    for (const name of Object.keys(features)) delete features[name as keyof FeatureOptions]
  })
  afterAll(() => server.stop())

  const codeOf = async (by: Principal, id: ConversationId, kind: Parameters<typeof does>[3]['kind'], body: unknown) => {
    const answer = await does(server, by, id, { kind, body })
    return answer.t === 'ack' ? null : answer.code
  }
  type More = { replyTo?: MessageId; kind?: 'msg.new' | 'note.new' }
  const say = async (by: Principal, id: ConversationId, words: string, { kind = 'msg.new', ...more }: More = {}) => {
    const answer = await does(server, by, id, { kind, body: { ...draft(words), ...more } })
    if (answer.t !== 'ack') throw new Error(answer.code)
    return messageIdOf(answer.id)
  }
  /** All that was said there was said so long ago. */
  const age = (conversationId: ConversationId, minutes: number) =>
    server.db
      .collection('events')
      .updateMany(
        { workspaceId: WORKSPACE, conversationId, ord: { $gt: 0 } },
        { $set: { ts: new Date(Date.now() - minutes * 60_000) } },
      )
  const settled = () => eventually(() => !server.conversations.isBusy())
  const snapshot = async (token: string, id: ConversationId): Promise<Snapshot> => {
    await settled()
    return (await server.get(token, `/conversations/${id}`)).body
  }
  const bodyOf = ({ entries }: Snapshot, messageId: MessageId) =>
    (entries as LogEntry[]).find((entry) => messageIdOf(entry.id) === messageId)?.e.body as Record<string, unknown>

  describe('with what the page says of it', () => {
    const metadata = { cart: 'teapot', total: 49.9, gift: true }
    const saidWith = async (more: object, by: Principal = VERA_PRINCIPAL) => {
      const { id } = await begun(server)
      const answer = await does(server, by, id, { kind: 'msg.new', body: { ...draft('about my cart'), ...more } })
      return { id, answer, messageId: answer.t === 'ack' ? messageIdOf(answer.id) : null }
    }
    const fxOf = ({ entries }: Snapshot, messageId: MessageId | null) =>
      (entries as LogEntry[]).find(({ id }) => messageIdOf(id) === messageId)?.e.fx

    it('R38 SYNC-16 tells the agents, and no visitor', async () => {
      const { id, messageId } = await saidWith({ metadata })
      expect(fxOf(await snapshot('a.d.a', id), messageId)).toEqual({ metadata })
      const his = await snapshot('v.e.ra', id)
      expect(JSON.stringify(his)).toContain('about my cart')
      expect(JSON.stringify(his)).not.toContain('teapot')
      expect(fxOf(await snapshot('a.d.a', (await saidWith({ metadata: {} })).id), messageId)).toBeUndefined()
    })

    it('goes with the message: nobody is told any more once it was deleted', async () => {
      const { id, messageId } = await saidWith({ metadata })
      expect(await codeOf(VERA_PRINCIPAL, id, 'msg.del', { messageId })).toBeNull()
      expect(JSON.stringify(await snapshot('a.d.a', id))).not.toContain('teapot')
    })

    it('is refused of an agent, and where it is no short list of plain values', async () => {
      expect((await saidWith({ metadata }, ADA_PRINCIPAL)).answer).toMatchObject({ t: 'nack', code: 'forbidden' })
      const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, i]))
      const wrong: object[] = [
        many,
        { k: { deep: 1 } },
        { k: null },
        { k: 'x'.repeat(501) },
        { 'a.b': 1 },
        { constructor: 'x' },
        [],
      ]
      for (const one of wrong)
        expect(Draft.safeParse({ ...draft('x'), metadata: one }).success, JSON.stringify(one)).toBe(false)
      expect(Draft.safeParse({ ...draft('x'), metadata }).success).toBe(true)
      expect(COMMAND_BODIES['note.new'].safeParse({ ...draft('x'), metadata }).success).toBe(false)
    })
  })

  describe('edited and deleted', () => {
    it('is done by its author within the time that the site gives, and refused for good afterwards', async () => {
      const { id, messageId } = await begun(server)
      const edit = (text: string) => codeOf(VERA_PRINCIPAL, id, 'msg.edit', { messageId, text })
      Object.assign(features, { edit: 15, delete: 15 })
      await age(id, 14)
      expect(await edit('better')).toBeNull()
      await age(id, 16)
      expect(await edit('late')).toBe('edit_window_over')
      expect(await codeOf(VERA_PRINCIPAL, id, 'msg.del', { messageId })).toBe('edit_window_over')
      features.edit = null
      expect([await edit('whenever'), await edit('whenever')]).toEqual([null, 'unchanged'])
    })

    it('is refused where the site does not offer it, to visitors alone', async () => {
      Object.assign(features, { edit: 0, delete: 0 })
      const { id, messageId } = await begun(server)
      const answer = await say(ADA_PRINCIPAL, id, 'an answer')
      expect(await codeOf(VERA_PRINCIPAL, id, 'msg.edit', { messageId, text: 'better' })).toBe('feature_off')
      expect(await codeOf(VERA_PRINCIPAL, id, 'msg.del', { messageId })).toBe('feature_off')
      expect(await codeOf(ADA_PRINCIPAL, id, 'msg.edit', { messageId: answer, text: 'better' })).toBeNull()
      expect(await codeOf(ADA_PRINCIPAL, id, 'msg.del', { messageId: answer })).toBeNull()
    })

    it('nobody puts words into the mouth of somebody else, and a moderator takes them away', async () => {
      const { id, messageId } = await begun(server)
      const answer = await say(ADA_PRINCIPAL, id, 'an answer')
      expect(await codeOf(BEN_PRINCIPAL, id, 'msg.edit', { messageId: answer, text: 'x' })).toBe('forbidden')
      expect(await codeOf(OWNER, id, 'msg.edit', { messageId: answer, text: 'mended' })).toBe('forbidden')
      expect(await codeOf(OWNER, id, 'msg.edit', { messageId, text: 'never said' })).toBe('forbidden')
      expect(await codeOf(OWNER, id, 'msg.del', { messageId })).toBeNull()
      expect(await codeOf(OWNER, id, 'msg.del', { messageId })).toBe('message_not_found')
    })

    it('a visitor who became known keeps what he wrote before; a blocked one changes nothing', async () => {
      const { id, messageId } = await begun(server)
      const known = {
        ...VERA_PRINCIPAL,
        visitorId: 'vis_0000000000000000000k' as const,
        predecessorId: VERA_PRINCIPAL.visitorId,
      }
      expect(await codeOf(known, id, 'msg.edit', { messageId, text: 'better' })).toBeNull()
      expect(await codeOf({ ...VERA_PRINCIPAL, blocked: true }, id, 'msg.edit', { messageId, text: 'worse' })).toBe(
        'blocked',
      )
    })
  })

  describe('reacted to', () => {
    it('says on or off outright: what is so already is not logged again', async () => {
      const { id, messageId } = await begun(server)
      const react = (by: Principal, emoji: string, on: boolean) => codeOf(by, id, 'msg.react', { messageId, emoji, on })
      expect([await react(ADA_PRINCIPAL, '👍', true), await react(ADA_PRINCIPAL, '👍', true)]).toEqual([
        null,
        'unchanged',
      ])
      expect(await react(VERA_PRINCIPAL, '👍', true)).toBeNull()
      expect(await react(ADA_PRINCIPAL, '🎉', false)).toBe('unchanged')
      expect(await react(ADA_PRINCIPAL, '👍', false)).toBeNull()
      const [entry] = (await snapshot('v.e.ra', id)).entries
      expect(entry?.e.state?.reactions).toEqual([{ emoji: '👍', by: [VERA_PRINCIPAL.visitorId] }])
      features.reactions = false
      expect(await react(VERA_PRINCIPAL, '🎉', true)).toBe('feature_off')
    })

    it('holds twenty different ones', async () => {
      const { id, messageId } = await begun(server)
      const codes = []
      for (let i = 0; i < 21; i++)
        codes.push(
          await codeOf(ADA_PRINCIPAL, id, 'msg.react', {
            messageId,
            emoji: String.fromCodePoint(0x1f600 + i),
            on: true,
          }),
        )
      expect(codes.filter((code) => code === null)).toHaveLength(20)
      expect(codes.at(-1)).toBe('reactions_full')
    })
  })

  describe('quoted', () => {
    it('carries author and first words with it, and is cut where it is long', async () => {
      const { id } = await begun(server)
      const long = await say(ADA_PRINCIPAL, id, `${'x'.repeat(139)}😀 and more`)
      const answer = await say(VERA_PRINCIPAL, id, 'as you say', { replyTo: long })
      const { quote } = bodyOf(await snapshot('v.e.ra', id), answer)
      expect(quote).toEqual({
        messageId: long,
        actor: { type: 'agent', id: ADA_PRINCIPAL.agentId, name: 'Ada' },
        text: 'x'.repeat(139),
      })
    })

    it('R38 a visible message never quotes a note, whoever sends it; a note quotes both', async () => {
      const { id, messageId } = await begun(server)
      const note = await say(ADA_PRINCIPAL, id, 'between us', { kind: 'note.new' })
      const replyTo = { ...draft('x'), replyTo: note }
      expect(await codeOf(VERA_PRINCIPAL, id, 'msg.new', replyTo)).toBe('message_not_found')
      expect(await codeOf(ADA_PRINCIPAL, id, 'msg.new', replyTo)).toBe('message_not_found')
      expect(await codeOf(ADA_PRINCIPAL, id, 'note.new', replyTo)).toBeNull()
      expect(await codeOf(ADA_PRINCIPAL, id, 'note.new', { ...draft('x'), replyTo: messageId })).toBeNull()
    })

    it('is of the same conversation, and only where the site offers it', async () => {
      const [one, other] = [await begun(server), await begun(server)]
      expect(await codeOf(VERA_PRINCIPAL, one.id, 'msg.new', { ...draft('x'), replyTo: other.messageId })).toBe(
        'message_not_found',
      )
      features.quotes = false
      expect(await codeOf(VERA_PRINCIPAL, one.id, 'msg.new', { ...draft('x'), replyTo: one.messageId })).toBe(
        'feature_off',
      )
      expect(await codeOf(ADA_PRINCIPAL, one.id, 'msg.new', { ...draft('x'), replyTo: one.messageId })).toBeNull()
    })

    it.each(['msg.del', 'msg.redact'] as const)(
      'SYNC-92 loses its words with what it quotes (%s), in the store too',
      async (kind) => {
        const { id, messageId } = await begun(server, 'my card is 4111')
        const answer = await say(ADA_PRINCIPAL, id, 'never write that', { replyTo: messageId })
        await snapshot('v.e.ra', id)
        await codeOf(OWNER, id, kind, { messageId })
        const later = await codeOf(ADA_PRINCIPAL, id, 'msg.new', { ...draft('again'), replyTo: messageId })
        for (const token of ['v.e.ra', 'a.d.a']) {
          const found = await snapshot(token, id)
          expect(JSON.stringify(found)).not.toContain('4111')
          expect(bodyOf(found, answer)).toMatchObject({ text: 'never write that', quote: { messageId, text: null } })
        }
        expect(later).toBeNull()
        const stored = await server.db
          .collection('events')
          .find({ workspaceId: WORKSPACE, conversationId: id, ord: { $gt: 0 } })
          .toArray()
        if (kind === 'msg.redact') expect(JSON.stringify(stored)).not.toContain('4111')
      },
    )
  })

  describe('typed and read', () => {
    it('shows agents what is being typed only where the site says so, and never what an agent types', async () => {
      const { id } = await begun(server)
      const [visitor, agent] = [await server.connect('v.e.ra'), await server.connect('a.d.a')]
      for (const one of [visitor, agent]) {
        one.send({ t: 'sub', conversationId: id, since: { n: 0 } })
        await one.next('synced')
      }
      visitor.send({ t: 'eph', conversationId: id, k: 'draft', d: 'SECRET' })
      visitor.send({ t: 'eph', conversationId: id, k: 'typing', d: 'SECRET' })
      expect(await agent.next('eph')).toMatchObject({ k: 'typing', d: true })
      features.typingPreview = true
      agent.send({ t: 'eph', conversationId: id, k: 'draft', d: 'SECRET' })
      visitor.send({ t: 'eph', conversationId: id, k: 'draft', d: 'is it' })
      expect(await agent.next('eph', ({ k }) => k === 'draft')).toMatchObject({ d: 'is it' })
      agent.send({ t: 'eph', conversationId: id, k: 'typing', d: true })
      expect(await visitor.next('eph')).toMatchObject({ k: 'typing' })
      expect(JSON.stringify([visitor.of('eph'), agent.of('eph')])).not.toContain('SECRET')
      for (const one of [visitor, agent]) one.close()
    })

    it('tells no visitor that he was read where the site keeps that to itself; he is told that it arrived', async () => {
      features.readReceipts = false
      const { id } = await begun(server)
      await settled()
      const [visitor, agent] = [await server.connect('v.e.ra'), await server.connect('a.d.a')]
      for (const one of [visitor, agent]) {
        one.send({ t: 'sub', conversationId: id, since: { n: 0 } })
        await one.next('synced')
      }
      agent.send({ t: 'read', conversationId: id, n: 1 })
      expect(await visitor.next('mark')).toEqual({
        ...{ t: 'mark', conversationId: id, who: { type: 'agent', id: ADA_PRINCIPAL.agentId } },
        recv: 1,
      })
      const { marks } = await snapshot('v.e.ra', id)
      expect(marks).toEqual([{ who: { type: 'agent', id: ADA_PRINCIPAL.agentId }, recv: 1 }])
      expect((await snapshot('b.e.n', id)).marks).toMatchObject([{ read: 1 }])
      for (const one of [visitor, agent]) one.close()
    })
  })
})
