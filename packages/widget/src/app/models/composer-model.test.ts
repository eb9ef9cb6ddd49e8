import type { Cmid } from '@parley/protocol'
import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { Screen } from './chat-model.ts'
import { ComposerModel } from './composer-model.ts'
import type { Handle } from './handle.ts'

/** A composer whose conversation is not known yet, and what it sends once it is. */
function writer() {
  const handle = signal<Handle | null>(null)
  const screen = signal<Screen>('thread')
  const sent: unknown[] = []
  const composer = new ComposerModel(
    {
      handle,
      screen,
      gate: signal(null),
      form: signal(null),
      before: (_: string, what: object, go: (what: never) => void) => go(what as never),
      beforeSend: () => undefined,
      connection: signal({ phase: 'idle' }),
    },
    () => Promise.reject(new Error('no files are taken here')),
  )
  const known = {
    id: signal(null),
    setTyping: () => undefined,
    send: (_: string, body: { text: string }) => {
      sent.push(body.text)
      return '' as Cmid
    },
  }
  const settle = () => {
    handle.value = known as Partial<Handle> as Handle
  }
  return { composer, screen, sent, settle }
}

describe('a message sent before it is known where the visitor left off', () => {
  it('R19 goes out once that is known', () => {
    const { composer, sent, settle } = writer()
    composer.write('hello')
    composer.send()
    expect(composer.draft.value).toBe('hello')
    settle()
    expect(sent).toEqual(['hello'])
    expect(composer.draft.value).toBe('')
  })

  it('waits for its writer when he writes on', () => {
    const { composer, sent, settle } = writer()
    composer.write('hello')
    composer.send()
    composer.write('hello, I')
    settle()
    expect(sent).toEqual([])
    composer.send()
    expect(sent).toEqual(['hello, I'])
  })

  it('stays a draft when he goes to his other conversations and opens one of those', () => {
    const { composer, screen, sent, settle } = writer()
    composer.write('hello')
    composer.send()
    screen.value = 'list'
    settle()
    screen.value = 'thread'
    expect(sent).toEqual([])
    expect(composer.draft.value).toBe('hello')
  })

  it('is not sent when nobody asked for it', () => {
    const { composer, sent, settle } = writer()
    composer.write('hel')
    settle()
    expect(sent).toEqual([])
  })
})
