import type { Quote } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Mode } from './drafts-model.ts'
import type { MessageItem } from './thread-blocks.ts'

/** What is answered, or changed, with what was written before. */
export type About = { is: 'reply'; message: MessageItem } | { is: 'edit'; message: MessageItem; before: string }

type Deps = {
  mode: ReadonlySignal<Mode>
  setMode(next: Mode): void
  /** What is written in the present mode. */
  target(): Signal<string>
  /** What was written waits from here on, and what was asked about it is asked again. */
  edits?(): void
}

/** Which message the one that is being written answers or changes. */
export function createAbout({ mode, setMode, target, edits }: Deps) {
  const about = signal<About | null>(null)

  /** Ends an answer or an edit; what was written before the edit comes back. */
  function cancel(): void {
    const now = about.peek()
    about.value = null
    if (now?.is === 'edit') target().value = now.before
  }
  function begin(message: MessageItem): void {
    cancel()
    setMode(message.kind === 'note.new' ? 'note' : 'reply')
  }

  return {
    about,
    cancel,
    /** The next message answers `message`; about a note it is a note, and whoever writes a note goes on writing it. */
    reply(message: MessageItem) {
      if (mode.peek() === 'note') cancel()
      else begin(message)
      about.value = { is: 'reply', message }
    },
    edit(message: MessageItem) {
      edits?.()
      begin(message)
      about.value = { is: 'edit', message, before: target().peek() }
      target().value = message.body?.text ?? ''
    },
    /** Visitors must not be told what a note says, and an edit stays what it is: other modes end these. */
    endBefore(next: Mode) {
      const now = about.peek()
      if (now && next !== mode.peek() && (now.is === 'edit' || now.message.kind === 'note.new')) cancel()
    },
  }
}

/** The message as the bubble shows it above an answer, until the server has made its own of it. */
export function quoteOf({ messageId, actor, body }: MessageItem): Quote | null {
  return messageId && body && { messageId, actor, text: (body.text || body.fallback).slice(0, LIMITS.quoteLength) }
}
