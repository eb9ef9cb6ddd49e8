import { signal } from '@preact/signals-core'
import { render } from 'preact'
import { describe, expect, it, vi } from 'vitest'
import type { MessageItem } from '../models/groups.ts'
import type { Models } from '../models/models.ts'
import { ownGroup } from './group.tsx'

function shown(send: MessageItem['send'], isNewest = true) {
  const place = document.createElement('div')
  const handle = { marks: signal([]), retry: vi.fn(), remove: vi.fn() }
  const models = { tools: signal(null), chat: { handle: signal(handle), connection: signal({ phase: 'online' }) } }
  const item = {
    type: 'message',
    key: 'm1',
    n: send.phase === 'sent' ? 1 : null,
    body: { v: 1, type: 'text', text: 'Hello', attachments: [], fallback: 'Hello' },
    reactions: [],
    ts: '2026-11-20T12:00:00.000Z',
    send,
  }
  render(ownGroup('m1', [item as unknown as MessageItem], models as unknown as Models, isNewest), place)
  return { place, handle }
}

describe('what the visitor said', () => {
  it('tells how far the newest has come, and of older ones only when they were said', () => {
    expect(shown({ phase: 'sending' } as MessageItem['send']).place.textContent).toContain('Sending')
    expect(shown({ phase: 'sent' }).place.textContent).toContain('Sent')
    expect(shown({ phase: 'sent' }, false).place.textContent).not.toContain('Sent')
  })

  it('says that a message was not sent, and offers to try again or to delete it', () => {
    const { place, handle } = shown({ phase: 'failed', code: 'conversation_not_found' } as MessageItem['send'])
    expect(place.querySelector('[role=alert]')?.textContent).toContain('Not sent.')
    const [again, remove] = place.querySelectorAll('button')
    again?.click()
    remove?.click()
    expect(handle.retry).toHaveBeenCalledWith('m1')
    expect(handle.remove).toHaveBeenCalledWith('m1')
  })

  it('tells a blocked visitor that he is', () => {
    const { place } = shown({ phase: 'failed', code: 'blocked' } as MessageItem['send'])
    expect(place.textContent).toContain('You cannot write here any more.')
  })
})
