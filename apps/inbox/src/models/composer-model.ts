import type { ConversationHandle } from '@parley/client'
import type { ConversationId } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { computed, createModel, effect, signal } from '@preact/signals'
import { createAbout, quoteOf } from './composer-about.ts'
import type { DraftsModel, Mode } from './drafts-model.ts'
import type { MessageActions } from './message-actions.ts'
import type { UploadsModel } from './uploads-model.ts'

type Deps = {
  id: ConversationId
  handle: Pick<ConversationHandle, 'send' | 'setTyping'> & Pick<MessageActions, 'editMessage'>
  drafts: Pick<DraftsModel, 'of' | 'set'>
  uploads: UploadsModel
}

/** What is being written. A note and a reply are two drafts, so that neither ever becomes the other. */
export const ComposerModel = createModel(({ id, handle, drafts, uploads }: Deps) => {
  const kept = drafts.of(id)
  const mode = signal<Mode>(kept.mode)
  const reply = signal(kept.reply)
  const note = signal(kept.note)
  const draft = computed(() => (mode.value === 'reply' ? reply.value : note.value))
  const remaining = computed(() => LIMITS.textLength - draft.value.trim().length)
  const hasContent = computed(() => draft.value.trim() !== '' || uploads.done.value.length > 0)
  const canSend = computed(
    () => hasContent.value && remaining.value >= 0 && !uploads.isBusy.value && !uploads.hasFailed.value,
  )

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
      const text = draft.peek().trim()
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
      stopTyping()
      keep()
      return true
    },
  }
})
export type ComposerModel = InstanceType<typeof ComposerModel>
