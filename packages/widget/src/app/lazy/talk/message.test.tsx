import { signal } from '@preact/signals-core'
import { render } from 'preact'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import { kit } from '../../ui/kit.ts'
import { create, texts } from '../shared.ts'
import { messages } from './message.ts'

const BODY = { v: 1, type: 'text', text: 'Is it in stock?', attachments: [], fallback: 'Is it in stock?' } as const

function shown(item: Partial<MessageItem>): HTMLElement {
  const place = document.createElement('div')
  const whole = {
    type: 'message',
    key: 'm1',
    body: BODY,
    reactions: [],
    editedAt: null,
    send: { phase: 'sent' },
    ...item,
  }
  render(messages(kit)(whole as unknown as MessageItem, { tools: signal(null) } as unknown as Models), place)
  return place
}

beforeAll(() => {
  kit.words.value = texts
  Object.assign(kit, create(kit))
})

describe('a message', () => {
  it('shows its text and nothing else', () => {
    expect(shown({}).textContent).toBe('Is it in stock?')
  })

  it('says that it was deleted, or edited', () => {
    expect(shown({ body: null }).textContent).toBe('This message was deleted')
    expect(shown({ editedAt: '2026-11-20T12:00:00.000Z' }).textContent).toBe('Is it in stock?Edited')
  })

  it('counts a reaction that several gave', () => {
    const by = [{ type: 'agent', id: 'agt_1' } as const, { type: 'visitor', id: 'vis_1' } as const]
    const reactions = [
      { emoji: '👍', by },
      { emoji: '🎉', by: by.slice(1) },
    ] as unknown as MessageItem['reactions']
    expect(
      [...shown({ reactions }).querySelectorAll('span span, .reactions span')].map((one) => one.textContent),
    ).toEqual(['👍 2', '🎉 '])
  })

  it('shows the name of a file until the chunk that draws it has come', () => {
    const file = { id: 'att_1', name: 'lid.jpg', hasThumbnail: true } as never
    expect(shown({ body: { ...BODY, text: '', attachments: [file] } }).textContent).toBe('lid.jpg')
  })
})
