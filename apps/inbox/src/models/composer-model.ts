import type { ConversationHandle } from '@parley/client'
import type { ConversationId, Named, NoteBody } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Values } from '../format/variables.ts'
import { createAbout, quoteOf } from './composer-about.ts'
import { createFilling } from './composer-filling.ts'
import type { DraftsModel, Mode } from './drafts-model.ts'
import type { Mentionable } from './mentions.ts'
import type { MessageActions } from './message-actions.ts'
import { createNaming } from './naming.ts'
import type { SuggestionsModel } from './suggestions-model.ts'
import type { MessageItem } from './thread-blocks.ts'
import type { UploadsModel } from './uploads-model.ts'

type Deps = {
  id: ConversationId
  handle: Pick<ConversationHandle, 'send' | 'setTyping'> & Pick<MessageActions, 'editMessage'>
  drafts: Pick<DraftsModel, 'of' | 'set'>
  uploads: UploadsModel
  /** What variables in the text stand for. */
  values: ReadonlySignal<Values>
  suggestions: SuggestionsModel
  /** Whom a note may name. */
  mentionable: ReadonlySignal<readonly Mentionable[]>
}

/** What is being written. A note and a reply are two drafts, so that neither ever becomes the other. */
export const ComposerModel = createModel((deps: Deps) => {
  const { id, handle, drafts, uploads, values, suggestions } = deps
  const kept = drafts.of(id)
  const mode = signal<Mode>(kept.mode)
  const reply = signal(kept.reply)
  const note = signal(kept.note)
  const draft = computed(() => (mode.value === 'reply' ? reply.value : note.value))
  const filling = createFilling(draft, values)
  const { remaining, canSend } = readinessOf(filling, uploads)
  const naming = createNaming({ note, mentionable: deps.mentionable })

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
  const about = createAbout({ mode, setMode, target })

  return {
    ...about,
    ...naming,
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
        const { named } = (now.message.body ?? {}) as Pick<NoteBody, 'named'> // what is no note has none
        void handle.editMessage(now.message, text, naming.namedBy(text, named))
        about.cancel()
      } else {
        say(deps, mode.peek(), { text, quoted: now?.message, named: naming.namedBy(text) })
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

type Said = { text: string; quoted: MessageItem | undefined; named: Named[] }

/** A reply names nobody: visitors are told nothing of colleagues. */
function say({ handle, uploads }: Deps, mode: Mode, { text, quoted, named }: Said): void {
  const attachments = [...uploads.done.peek()]
  const quote = quoted && quoteOf(quoted)
  const body = {
    ...{ v: 1 as const, type: 'text' as const, text },
    ...(attachments.length ? { attachments } : {}),
    ...(quote && { quote }),
  }
  if (mode === 'reply') handle.send('msg.new', body)
  else handle.send('note.new', { ...body, ...(named.length > 0 && { named }) })
  uploads.clear()
}

/** Whether what is written can go out, and how much room is left. */
function readinessOf(filling: ReturnType<typeof createFilling>, uploads: UploadsModel) {
  const remaining = computed(() => LIMITS.textLength - filling.text.value.trim().length)
  const hasContent = computed(() => filling.text.value.trim() !== '' || uploads.done.value.length > 0)
  const isHeld = computed(() => filling.isHeld.value || uploads.isBusy.value || uploads.hasFailed.value)
  return { remaining, canSend: computed(() => hasContent.value && remaining.value >= 0 && !isHeld.value) }
}
