import type { ConversationHandle } from '@parley/client'
import type { ConversationId } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Values } from '../format/variables.ts'
import { createAbout, quoteOf } from './composer-about.ts'
import { createFilling } from './composer-filling.ts'
import type { DraftsModel, Mode } from './drafts-model.ts'
import type { MessageActions } from './message-actions.ts'
import type { SuggestionsModel } from './suggestions-model.ts'
import type { UploadsModel } from './uploads-model.ts'

type Deps = {
  id: ConversationId
  handle: Pick<ConversationHandle, 'send' | 'setTyping'> & Pick<MessageActions, 'editMessage'>
  drafts: Pick<DraftsModel, 'of' | 'set'>
  uploads: UploadsModel
  /** What variables in the text stand for. */
  values: ReadonlySignal<Values>
  suggestions: SuggestionsModel
}

/** What is being written. A note and a reply are two drafts, so that neither ever becomes the other. */
export const ComposerModel = createModel(({ id, handle, drafts, uploads, values, suggestions }: Deps) => {
  const kept = drafts.of(id)
  const mode = signal<Mode>(kept.mode)
  const reply = signal(kept.reply)
  const note = signal(kept.note)
  const draft = computed(() => (mode.value === 'reply' ? reply.value : note.value))
  const filling = createFilling(draft, values)
  const { remaining, canSend } = readinessOf(filling, uploads)

  const target = () => (mode.peek() === 'reply' ? reply : note)
  const keep = () =>
    about.about.peek()?.is !== 'edit' && drafts.set(id, { mode: mode.peek(), reply: reply.peek(), note: note.peek() })
  const stopTyping = () => handle.setTyping(false, { note: mode.peek() === 'note' })
  effect(() => stopTyping)

  function setMode(next: Mode): void {
    if (mode.peek() === next) return
    stopTyping()
    mode.value = next
    keep()
  }
  function say(text: string): void {
    const attachments = [...uploads.done.peek()]
    const quoted = about.about.peek()?.message
    const quote = quoted && quoteOf(quoted)
    handle.send(mode.peek() === 'reply' ? 'msg.new' : 'note.new', {
      ...{ v: 1, type: 'text', text },
      ...(attachments.length ? { attachments } : {}),
      ...(quote && { quote }),
    })
    uploads.clear()
  }
  const about = createAbout({ mode, setMode, target })

  return {
    ...about,
    mode,
    draft,
    remaining,
    canSend,
    uploads,
    suggestions,
    filling,
    setText(text: string) {
      target().value = text
      keep()
      handle.setTyping(text.trim() !== '', { note: mode.peek() === 'note' })
    },
    setMode(next: Mode) {
      about.endBefore(next)
      setMode(next)
    },
    stopTyping,
    /** Hands the message to the outbox, which keeps it until the server has it. */
    send() {
      if (!canSend.peek()) return false
      const text = filling.text.peek().trim()
      const now = about.about.peek()
      if (now?.is === 'edit') {
        if (text === '') return false
        void handle.editMessage(now.message, text)
        about.cancel()
      } else {
        say(text)
        about.about.value = null
        target().value = ''
      }
      filling.reset()
      suggestions.close()
      stopTyping()
      keep()
      return true
    },
  }
})
export type ComposerModel = InstanceType<typeof ComposerModel>

/** Whether what is written can go out, and how much room is left. */
function readinessOf(filling: ReturnType<typeof createFilling>, uploads: UploadsModel) {
  const remaining = computed(() => LIMITS.textLength - filling.text.value.trim().length)
  const hasContent = computed(() => filling.text.value.trim() !== '' || uploads.done.value.length > 0)
  const isHeld = computed(() => filling.isHeld.value || uploads.isBusy.value || uploads.hasFailed.value)
  return { remaining, canSend: computed(() => hasContent.value && remaining.value >= 0 && !isHeld.value) }
}
