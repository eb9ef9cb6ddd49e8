import { ClientError, type ConnectionView } from '@parley/client'
import type { EndpointTypes, KeptDraft } from '@parley/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { createFakeClock, settle } from '../../testing/fake-clock.ts'
import { anAttachment, idOf } from '../../testing/records.ts'
import { DraftsModel } from '../drafts-model.ts'
import { FollowingDraftsModel } from './following-drafts-model.ts'

type Body = EndpointTypes['saveDraft']['body']

/** A server that keeps one draft of each kind: the newer text counts, the other one is kept beside it. */
function aServer() {
  const clock = createFakeClock()
  const kept = new Map<string, KeptDraft>()
  const devices: ((changed: { rev: number; kind: 'reply' | 'note' }) => void)[] = []
  let isRefusing = false
  let emptiedAt = 0
  const bodies: Body[] = []
  function olderThan(had: KeptDraft, text: string): KeptDraft {
    const others = text ? [{ text, changedAt: had.changedAt }] : []
    const next = { ...had, rev: had.rev + 1, others }
    kept.set(had.kind, next)
    return next
  }
  function save({ body }: { body: Body }): EndpointTypes['saveDraft']['response'] {
    bodies.push(body)
    if (isRefusing) throw new ClientError('list_full', 409)
    const { conversationId, kind, text, files, known } = body
    const had = kept.get(kind)
    const others = (had?.others ?? []).filter(({ changedAt }) => !body.settled?.includes(changedAt))
    if (had && had.rev !== known && clock.now() - body.agoMs < emptiedAt) return olderThan(had, text)
    const isConflict = had && had.rev !== known && had.text !== '' && !text.includes(had.text)
    const next: KeptDraft = {
      ...{ conversationId, kind, text, files, rev: (had?.rev ?? 0) + 1, changedAt: '2026-03-10T10:00:00.000Z' },
      others: isConflict ? [...others, { text: had.text, changedAt: had.changedAt }] : others,
    }
    kept.set(kind, next)
    for (const tell of devices) tell(next)
    return next
  }
  return {
    ...{ clock, kept, bodies },
    /** What was kept has gone out: the server ends it. */
    sent(had: KeptDraft) {
      emptiedAt = clock.now()
      const next = { ...had, text: '', files: [], rev: had.rev + 1 }
      kept.set(had.kind, next)
      for (const tell of devices) tell(next)
    },
    refuse: (so: boolean) => {
      isRefusing = so
    },
    aDevice(storage = new Map<string, string>()) {
      const connection = signal<ConnectionView>({ phase: 'online', transport: 'socket' })
      const fake = createFakeClient({
        saveDraft: save,
        listDrafts: () => {
          if (connection.peek().phase !== 'online') throw new ClientError('network', 0)
          return { drafts: [...kept.values()].filter(({ text, files }) => text || files.length > 0) }
        },
      })
      const call: typeof fake.client.call = async (name, input) => {
        if (connection.peek().phase !== 'online') throw new ClientError('network', 0)
        return fake.client.call(name, input)
      }
      const store = {
        getItem: (key: string) => storage.get(key) ?? null,
        setItem: (key: string, value: string) => void storage.set(key, value),
        removeItem: (key: string) => void storage.delete(key),
      }
      const env = { ...clock, storage: () => store, on: () => () => undefined }
      const drafts = new DraftsModel(env, 'agt_1')
      const model = new FollowingDraftsModel({
        client: { ...fake.client, call, connection },
        ...{ env, agentId: 'agt_1', drafts },
      })
      devices.push(({ rev, kind }) => {
        if (connection.peek().phase === 'online')
          fake.own({ t: 'own', what: 'drafts', conversationId: idOf(1), kind, rev })
      })
      const write = (reply: string, note = '') => drafts.set(idOf(1), { mode: 'reply', reply, note })
      const others = () => [...model.others.value.values()].flat().map(({ text }) => text)
      return { drafts, model, connection, write, others, storage, reply: () => drafts.of(idOf(1)).reply }
    },
  }
}

const DOWN: ConnectionView = { phase: 'waiting', downSince: 0, retryAt: 0 }

describe('drafts that follow an agent', () => {
  it('reach his other device once he pauses, go with the sending, and are told once', async () => {
    const server = aServer()
    const [desk, phone] = [server.aDevice(), server.aDevice()]
    await settle()
    desk.write('Hel')
    desk.write('Hello')
    await server.clock.advance(1_000)
    expect(server.bodies.map(({ text, known }) => [text, known])).toEqual([['Hello', 0]])
    expect(phone.reply()).toBe('Hello')
    phone.write('Hello Vera')
    await server.clock.advance(1_000)
    expect(desk.reply()).toBe('Hello Vera')
    desk.write('')
    await server.clock.advance(1_000)
    expect([phone.reply(), phone.drafts.drafts.value.size]).toEqual(['', 0])
    expect(server.bodies).toHaveLength(3)
  })

  it('keep reply and note apart, and take their files along', async () => {
    const server = aServer()
    const [desk, phone] = [server.aDevice(), server.aDevice()]
    await settle()
    const files = [anAttachment()]
    desk.drafts.set(idOf(1), { mode: 'note', reply: 'An answer', note: 'A thought', files })
    await server.clock.advance(1_000)
    expect(phone.drafts.of(idOf(1))).toEqual({ mode: 'reply', reply: 'An answer', note: 'A thought', files })
  })

  it('that two devices wrote at once: one counts, the other is offered, taken over or thrown away', async () => {
    const server = aServer()
    const [desk, phone] = [server.aDevice(), server.aDevice()]
    await settle()
    phone.connection.value = DOWN
    desk.write('from the desk')
    phone.write('from the phone')
    await server.clock.advance(1_000)
    expect(phone.reply()).toBe('from the phone')
    phone.connection.value = { phase: 'online', transport: 'socket' }
    await server.clock.advance(1_000)
    expect([desk.reply(), phone.reply(), desk.others(), phone.others()]).toEqual([
      'from the phone',
      'from the phone',
      ['from the desk'],
      ['from the desk'],
    ])
    const [other] = [...desk.model.others.value.values()].flat()
    if (other) desk.model.take(idOf(1), 'reply', other)
    await server.clock.advance(1_000)
    expect([desk.reply(), phone.reply(), phone.others()]).toEqual([
      'from the desk\n\nfrom the phone',
      'from the desk\n\nfrom the phone',
      [],
    ])
  })

  it('written without a line stay through a reload and go out with it', async () => {
    const server = aServer()
    const before = server.aDevice()
    await settle()
    before.connection.value = DOWN
    before.write('in the tunnel')
    await server.clock.advance(60_000)
    before.model[Symbol.dispose]()
    const after = server.aDevice(before.storage)
    await settle()
    expect(server.bodies.at(-1)).toMatchObject({ text: 'in the tunnel', known: 0, agoMs: 60_000 })
    expect(after.reply()).toBe('in the tunnel')
  })

  it('written right after sending stay where they are written, though the server ends the one that went', async () => {
    const server = aServer()
    const desk = server.aDevice()
    await settle()
    desk.write('Hello')
    await server.clock.advance(1_000)
    desk.write('')
    await server.clock.advance(300)
    const had = server.kept.get('reply')
    if (had) server.sent(had)
    await server.clock.advance(300)
    desk.write('And another thing')
    await server.clock.advance(1_000)
    expect([desk.reply(), desk.others(), server.kept.get('reply')?.text]).toEqual([
      'And another thing',
      [],
      'And another thing',
    ])
  })

  it('that the server refuses stay in the browser, and are not offered to it until they change', async () => {
    const server = aServer()
    const desk = server.aDevice()
    await settle()
    server.refuse(true)
    desk.write('too much')
    await server.clock.advance(10_000)
    expect([desk.reply(), server.bodies.length]).toEqual(['too much', 1])
    server.refuse(false)
    desk.write('less')
    await server.clock.advance(1_000)
    expect(server.kept.get('reply')?.text).toBe('less')
  })

  it('are the server’s after the sign-out, and nobody’s in this browser', async () => {
    const server = aServer()
    const desk = server.aDevice()
    await settle()
    desk.write('for tomorrow')
    await desk.model.handOver()
    desk.drafts.forget()
    await server.clock.advance(5_000)
    expect(server.kept.get('reply')?.text).toBe('for tomorrow')
    expect(desk.storage.size).toBe(0)
  })
})
