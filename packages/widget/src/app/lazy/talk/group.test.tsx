import { signal } from '@preact/signals-core'
import { render } from 'preact'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import { kit } from '../../ui/kit.ts'
import { groupsOf } from './group.ts'

function shown(send: MessageItem['send'], isNewest = true) {
  const place = document.createElement('div')
  const handle = { marks: signal([]), retry: vi.fn(), remove: vi.fn() }
  const files = { kinds: ['image'], endings: ['pdf'], atOnce: 2 }
  const models = {
    tools: signal(null),
    adopt: () => undefined,
    refresh: async () => undefined,
    options: signal({ files }),
    chat: { handle: signal(handle), connection: signal({ phase: 'online' }) },
  }
  const item = {
    type: 'message',
    key: 'm1',
    n: send.phase === 'sent' ? 1 : null,
    body: { v: 1, type: 'text', text: 'Hello', attachments: [], fallback: 'Hello' },
    reactions: [],
    ts: '2026-11-20T12:00:00.000Z',
    send,
  }
  render(groupsOf(kit).ownGroup('m1', [item as unknown as MessageItem], models as unknown as Models, isNewest), place)
  return { place, handle }
}

beforeEach(async () => {
  vi.stubGlobal('PARLEY_TEXTS', '') // the build's
  await kit.loadMore()
})

describe('what the visitor said', () => {
  it('tells how far the newest has come, and of older ones only when they were said', () => {
    expect(shown({ phase: 'sending' } as MessageItem['send']).place.textContent).toContain('Sending')
    expect(shown({ phase: 'sent' }).place.textContent).toContain('Sent')
    expect(shown({ phase: 'sent' }, false).place.textContent).not.toContain('Sent')
  })

  it.each<[string, ...string[]]>([
    ['conversation_not_found', 'Not sent. This conversation is no longer there. Write it in a new one.'],
    ['type_not_allowed', 'Not sent. Its files are not allowed here.', 'You can send: images and .pdf'],
    ['too_many_files', 'Not sent. Too many files for this site.', 'Files at once: 2 at most'],
    ['attachment_not_found', 'Not sent. A file of it is no longer there.'],
    ['too_large', 'Not sent. It is too long.'],
    ['identity_unsigned', 'Not sent. Sign in on this page, then try again.'],
    ['blocked', 'You cannot write here any more.'],
    ['forbidden', 'Not sent. It was refused (forbidden). Try again, or delete it.'],
  ])('says why one was refused as %s, what to do, and offers to try again or to delete it', async (code, ...said) => {
    const { place, handle } = shown({ phase: 'failed', code } as MessageItem['send'])
    await vi.waitFor(() => expect(place.querySelector('[role=alert]')).not.toBeNull())
    for (const text of said) expect(place.querySelector('[role=alert]')?.textContent).toContain(text)
    const [again, remove] = place.querySelectorAll('button')
    again?.click()
    remove?.click()
    expect(handle.retry).toHaveBeenCalledWith('m1')
    expect(handle.remove).toHaveBeenCalledWith('m1')
  })

  it('says that one was not sent while the reasons are fetched', () => {
    expect(shown({ phase: 'failed', code: 'forbidden' } as MessageItem['send']).place.textContent).toContain(
      'Not sent.',
    )
  })
})
