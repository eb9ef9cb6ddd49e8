import { signal } from '@preact/signals-core'
import { h, render } from 'preact'
import { describe, expect, it, vi } from 'vitest'
import type { About } from '../../models/composer-model.ts'
import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import { createChanges } from './changes.ts'

const kit = { h, t: (key: string) => key, icon: () => null, drawn: () => null } as unknown as Kit

function aWriter() {
  const draft = signal('half written')
  const about = signal<About | null>(null)
  const write = (text: string) => {
    draft.value = text
  }
  const send = vi.fn()
  const client = { actor: signal({ type: 'visitor', id: 'vis_1' }) }
  const models = { composer: { draft, about, write }, chat: { handle: signal({ send }) }, client } as unknown as Models
  return { draft, about, send, ...createChanges(kit, models, signal(null)) }
}

function aMessage(text: string | null, editedAt?: string): MessageItem {
  const body = text === null ? null : { v: 1, type: 'text', text, attachments: [], fallback: text }
  const actor = { type: 'agent', id: 'agt_1', name: 'Ada' }
  return {
    key: 'm1',
    messageId: 'msg_1',
    actor,
    mine: true,
    body,
    reactions: [],
    ...(editedAt && { editedAt }),
  } as unknown as MessageItem
}

describe('changing a message', () => {
  it('is written in the composer, which gets back what stood there', () => {
    const { edit, about, draft, send } = aWriter()
    edit(aMessage('old'))
    expect(draft.value).toBe('old')
    about.value?.save?.('new')
    expect([draft.value, about.value]).toEqual(['half written', null])
    expect(send).toHaveBeenCalledWith('msg.edit', { messageId: 'msg_1', text: 'new' })
  })

  it('names what is answered by its words, without their marks', () => {
    const { reply, about } = aWriter()
    reply(aMessage('Yes: **two days**, see [prices](https://shop.example/prices)'))
    const place = document.createElement('div')
    render(h('div', null, about.value?.shown() as never), place)
    expect(place.querySelector('.cut')?.textContent).toBe('Yes: two days, see prices')
  })

  it('sends nothing when nothing was changed, and keeps an empty text from being sent', () => {
    const { edit, about, send } = aWriter()
    edit(aMessage('old'))
    about.value?.save?.('')
    expect(about.value).not.toBeNull()
    about.value?.save?.('old')
    expect(send).not.toHaveBeenCalled()
  })

  it('that the server refuses is said in the bubble', () => {
    const { edit, remove, about, refusalOf } = aWriter()
    edit(aMessage('old'))
    about.value?.save?.('new')
    expect(refusalOf(aMessage('new', 'now'))).toBe(false)
    expect(refusalOf(aMessage('old'))).toMatchObject({ props: { role: 'alert' } })
    remove(aMessage('old'))
    expect(refusalOf(aMessage(null))).toBe(false)
    expect(refusalOf(aMessage('old'))).toMatchObject({ props: { children: 'not_changed' } })
  })
})

describe('reacting', () => {
  const reacted = (by: string[]) => ({ ...aMessage('hello'), reactions: by.length ? [{ emoji: '👍', by }] : [] })

  it('gives what is not given, and takes back what is', () => {
    const { react, send } = aWriter()
    react(reacted(['agt_1']), '👍')
    react(reacted(['agt_1', 'vis_1']), '👍')
    expect(send.mock.calls.map(([, body]) => body.on)).toEqual([true, false])
  })

  it('that the server refuses is said in the bubble, and what is taken back elsewhere later is not', () => {
    vi.useFakeTimers()
    const { react, refusalOf } = aWriter()
    react(reacted([]), '👍')
    expect(refusalOf(reacted(['vis_1']))).toBe(false)
    expect(refusalOf(reacted([]))).toMatchObject({ props: { role: 'alert', children: 'not_reacted' } })
    vi.advanceTimersByTime(61_000)
    expect(refusalOf(reacted([]))).toBe(false)
    vi.useRealTimers()
  })
})

describe('answering a message', () => {
  it('carries its author and first words, and can be given up with Esc', () => {
    const { reply, about } = aWriter()
    reply({ ...aMessage('x'.repeat(200)), mine: false })
    expect(about.value?.quote).toMatchObject({ messageId: 'msg_1', text: 'x'.repeat(140) })
    const box = document.createElement('div')
    render(about.value?.shown() as never, box)
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect(about.value).toBeNull()
  })
})
