import type { ConnectionView } from '@parley/client'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SHORTCUTS } from '../keyboard/shortcuts.ts'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { anAgent, aRow, aSite, aVisitor, idOf, OTHER_AGENT } from '../testing/records.ts'
import { AgentsModel } from './agents-model.ts'
import { BannerModel } from './banner-model.ts'
import { CountsModel } from './counts-model.ts'
import { FileLinksModel } from './file-links-model.ts'
import { PaletteModel } from './palette-model.ts'
import { PeopleModel } from './people-model.ts'
import { SiteFormModel } from './site-form-model.ts'
import { type Toast, ToastsModel } from './toasts-model.ts'
import { VisitorModel } from './visitor-model.ts'

const ONLINE = { phase: 'online', transport: 'socket' } as const

describe('the connection banner', () => {
  function aBanner() {
    const clock = createFakeClock()
    const connection = signal<ConnectionView>(ONLINE)
    const model = new BannerModel(connection, clock)
    onTestFinished(() => model[Symbol.dispose]())
    const drop = () => {
      connection.value = { phase: 'waiting', downSince: clock.now(), retryAt: clock.now() + 1000 }
    }
    return { clock, connection, banner: model.banner, drop }
  }

  it('says nothing of a break under two seconds', async () => {
    const { clock, connection, banner, drop } = aBanner()
    drop()
    await clock.advance(1900)
    connection.value = ONLINE
    await clock.advance(60_000)
    expect(banner.value).toBe('none')
  })

  it('warns after 2 s, is plain after 30 s, and says for 3 s that nothing was lost', async () => {
    const { clock, connection, banner, drop } = aBanner()
    drop()
    await clock.advance(2000)
    expect(banner.value).toBe('slow')
    connection.value = { phase: 'connecting', downSince: clock.now() - 2000 }
    await clock.advance(28_000)
    expect(banner.value).toBe('long')
    connection.value = ONLINE
    expect(banner.value).toBe('back')
    await clock.advance(3000)
    expect(banner.value).toBe('none')
  })

  it('is plain after 2 s where there was no server from the start', async () => {
    const clock = createFakeClock()
    const connection = signal<ConnectionView>({ phase: 'connecting', downSince: null })
    const { banner, ...model } = new BannerModel(connection, clock)
    onTestFinished(() => model[Symbol.dispose]())
    for (const _ of [1, 2, 3]) {
      connection.value = { phase: 'waiting', downSince: clock.now(), retryAt: clock.now() + 500 }
      await clock.advance(900)
      connection.value = { phase: 'connecting', downSince: clock.now() }
    }
    expect(banner.value).toBe('long')
    connection.value = ONLINE
    expect(banner.value).toBe('back')
  })

  it('says at once that it will not come back', () => {
    const { connection, banner } = aBanner()
    connection.value = { phase: 'stopped', reason: 'unsupported_version' }
    expect(banner.value).toBe('stopped')
  })
})

describe('toasts', () => {
  it('stay six seconds, longer while somebody points at them', async () => {
    const clock = createFakeClock()
    const toasts = new ToastsModel(clock)
    toasts.show({ text: 'Closed.', tone: 'plain' })
    await clock.advance(5000)
    toasts.hold()
    await clock.advance(60_000)
    expect(toasts.toast.value?.text).toBe('Closed.')
    toasts.letGo()
    await clock.advance(6000)
    expect(toasts.toast.value).toBeNull()
  })

  it('take a change back once', () => {
    const toasts = new ToastsModel(createFakeClock())
    let undone = 0
    toasts.show({ text: 'Closed.', tone: 'plain', undo: () => undone++ })
    toasts.undo()
    toasts.undo()
    expect(undone).toBe(1)
  })
})

describe('counts', () => {
  it('are asked for once after many changes', async () => {
    const clock = createFakeClock()
    let waiting = 2
    const { client, calls } = createFakeClient({ countConversations: () => ({ counts: { waiting: waiting++ } }) })
    const counts = new CountsModel(client, clock)
    await settle()
    expect(counts.counts.value.waiting).toBe(2)
    for (let i = 0; i < 50; i++) counts.refresh()
    await clock.advance(400)
    expect(counts.counts.value.waiting).toBe(3)
    expect(calls).toHaveLength(2)
  })

  it('stand as they were when there is no answer', async () => {
    const clock = createFakeClock()
    const { client, answers } = createFakeClient({ countConversations: () => ({ counts: { waiting: 2 } }) })
    const counts = new CountsModel(client, clock)
    await settle()
    answers.countConversations = () => Promise.reject(new Error('no line'))
    counts.refresh()
    await clock.advance(400)
    expect(counts.counts.value.waiting).toBe(2)
  })
})

describe('links to files', () => {
  it('are asked for together, and again before they end', async () => {
    const clock = createFakeClock()
    const { client, calls } = createFakeClient({
      linkAttachments: ({ body }: { body: { ids: string[] } }) => ({
        links: body.ids.map((id) => ({ id, url: `https://files.example/${id}/${calls.length}`, thumbnailUrl: null })),
      }),
    })
    const links = new FileLinksModel(client, clock, idOf(1))
    onTestFinished(() => links[Symbol.dispose]())
    for (const id of ['att_1', 'att_2', 'att_1'] as const) links.want(id)
    await settle()
    expect(calls.map(({ input }) => input)).toEqual([{ body: { conversationId: idOf(1), ids: ['att_1', 'att_2'] } }])
    const first = links.links.value.get('att_1')?.url
    await clock.advance(9 * 60_000)
    expect(links.links.value.get('att_1')?.url).not.toBe(first)
  })
})

describe('the visitor beside the thread', () => {
  it('is asked for again while somebody looks, and not in a hidden window', async () => {
    const clock = createFakeClock()
    const isAttended = signal(true)
    const { client, calls } = createFakeClient({ getVisitor: () => ({ visitor: aVisitor(), conversations: [] }) })
    const toasts = new ToastsModel(clock)
    const model = new VisitorModel({ client, clock, toasts, id: 'vis_1', isAttended })
    onTestFinished(() => model[Symbol.dispose]())
    await settle()
    await clock.advance(15_000)
    expect(calls).toHaveLength(2)
    isAttended.value = false
    await clock.advance(60_000)
    expect(calls.length).toBeLessThanOrEqual(3)
    const before = calls.length
    isAttended.value = true
    await settle()
    expect(calls).toHaveLength(before + 1)
  })

  it('is blocked at once, and not when the server refuses', async () => {
    const clock = createFakeClock()
    const { client } = createFakeClient({ getVisitor: () => ({ visitor: aVisitor(), conversations: [] }) })
    const shown: Toast[] = []
    const model = new VisitorModel({
      ...{ client, clock, id: 'vis_1', isAttended: signal(false) },
      toasts: { show: (toast) => void shown.push(toast) },
    })
    onTestFinished(() => model[Symbol.dispose]())
    await settle()
    model.block()
    expect(model.visitor.value?.blocked).toBe(true)
    await settle()
    expect(model.visitor.value?.blocked).toBe(false)
    expect(shown[0]?.tone).toBe('problem')
  })
})

describe('the settings of a site', () => {
  function aForm() {
    const saved: unknown[] = []
    const update = async (_: string, body: object) => {
      saved.push(body)
      return aSite(body)
    }
    return { form: new SiteFormModel(aSite(), { update, reread: async () => null }), saved }
  }

  it('count what changed, and go back to what is stored', () => {
    const { form } = aForm()
    form.set({ name: 'Other', color: '#c2410c' })
    expect(form.changes.value).toBe(2)
    form.set({ name: 'Shop' })
    expect(form.changes.value).toBe(1)
    form.discard()
    expect(form.values.value.color).toBe('#006677')
  })

  it.each([
    ['an origin', { origins: 'https://a.example\nnot an origin' }],
    ['a colour', { color: '#12' }],
    ['a name', { name: ' ' }],
  ])('are not saved with %s that is none', async (_, change) => {
    const { form, saved } = aForm()
    form.set(change)
    expect(await form.save()).toBe(false)
    expect(saved).toEqual([])
  })

  it('are saved cleaned, and are then what is stored', async () => {
    const { form, saved } = aForm()
    form.set({ name: ' Other ', origins: 'www.example.com/about, http://LOCALHOST:*' })
    expect(await form.save()).toBe(true)
    expect(saved[0]).toMatchObject({
      name: 'Other',
      allowedOrigins: ['https://www.example.com', 'http://localhost:*'],
    })
    expect(form.changes.value).toBe(0)
  })
})

describe('agents', () => {
  it('S6 are added with a link that is held until it was passed on', async () => {
    const grace = anAgent({ id: OTHER_AGENT, name: 'Grace', state: 'invited' })
    const link = { url: 'https://chat.example/inbox/password#x', expiresAt: '2026-03-17T00:00:00Z' }
    const { client } = createFakeClient({
      listAgents: () => ({ agents: [anAgent()] }),
      createAgent: () => ({ agent: grace, link }),
      disableAgent: () => ({ ...grace, state: 'disabled' }),
      enableAgent: () => grace,
    })
    const people = new PeopleModel(client, anAgent())
    const toasts = new ToastsModel(createFakeClock())
    const agents = new AgentsModel({ client, people, toasts })
    await agents.add({ name: 'Grace', email: 'grace@example.com', role: 'agent' })
    expect(agents.link.value).toEqual({ name: 'Grace', ...link })
    agents.dropLink()
    expect(agents.link.value).toBeNull()
    agents.disable(grace)
    await settle()
    expect(people.byId.value.get(OTHER_AGENT)?.state).toBe('disabled')
    toasts.undo()
    await settle()
    expect(people.byId.value.get(OTHER_AGENT)?.state).toBe('invited')
  })
})

describe('the command palette', () => {
  const aPalette = (isOpen: boolean) => {
    const ran: string[] = []
    const rows = signal([aRow(1, { last: null }), aRow(2)])
    const model = new PaletteModel({
      ...{ shortcuts: SHORTCUTS, rows, isOpen, run: (id) => void ran.push(id) },
      open: (row) => void ran.push(row.id),
      search: { set: () => undefined, found: signal(null) },
      go: (route) => void ran.push(route.screen),
    })
    return { model, ran }
  }
  const texts = (model: PaletteModel) => model.groups.value.flatMap(({ options }) => options.map(({ text }) => text))

  it('offers what concerns a conversation only when one is open', () => {
    expect(texts(aPalette(false).model)).not.toContain('Claim')
    expect(texts(aPalette(true).model)).toContain('Claim')
  })

  it('finds commands and conversations by what is typed, and runs the chosen one', () => {
    const { model, ran } = aPalette(true)
    model.setQuery('assi')
    expect(texts(model)).toEqual(['Assign to someone…', 'Assign to me', 'Search everything for “assi”'])
    model.move(1)
    model.choose(model.chosen.value)
    model.setQuery('question 2')
    model.choose(model.chosen.value)
    expect(ran).toEqual(['assign-me', idOf(2)])
  })

  it('offers commands alone after >', () => {
    const { model } = aPalette(false)
    model.setQuery('>visitor 3')
    expect(texts(model)).toEqual([])
  })
})
