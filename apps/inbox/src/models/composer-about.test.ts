import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createAbout, quoteOf } from './composer-about.ts'
import type { Mode } from './drafts-model.ts'
import type { MessageItem } from './thread-blocks.ts'

function aMessage(text: string, kind: MessageItem['kind'] = 'msg.new'): MessageItem {
  return {
    ...{ kind, messageId: 'msg_00000000000000000001', actor: { type: 'visitor', id: 'vis_00000000000000000001' } },
    body: { v: 1, type: 'text', text, attachments: [], fallback: text },
  } as Partial<MessageItem> as MessageItem
}

function anAbout(mode: Mode = 'reply') {
  const state = signal<Mode>(mode)
  const drafts = { reply: signal('half an answer'), note: signal('half a note') }
  const about = createAbout({
    mode: state,
    setMode(next) {
      state.value = next
    },
    target: () => drafts[state.peek()],
  })
  return { ...about, mode: state, drafts }
}

describe('what a message is about', () => {
  it('edits in the field, and gives back what was written before', () => {
    const { edit, cancel, about, drafts } = anAbout()
    edit(aMessage('said'))
    expect([drafts.reply.value, about.value?.is]).toEqual(['said', 'edit'])
    cancel()
    expect([drafts.reply.value, about.value]).toEqual(['half an answer', null])
  })

  it('R38 answers a note with a note, and does not carry it into a reply', () => {
    const { reply, mode, about, endBefore } = anAbout()
    reply(aMessage('between us', 'note.new'))
    expect([mode.value, about.value?.is]).toEqual(['note', 'reply'])
    endBefore('reply')
    expect(about.value).toBeNull()
  })

  it('lets a note be about anything', () => {
    const { reply, mode, about, endBefore } = anAbout('note')
    reply(aMessage('said'))
    expect(mode.value).toBe('note')
    endBefore('reply')
    expect(about.value?.is).toBe('reply')
  })

  it('quotes the first words', () => {
    expect(quoteOf(aMessage('x'.repeat(200)))?.text).toHaveLength(140)
    expect(quoteOf({ ...aMessage(''), body: null })).toBeNull()
  })
})
