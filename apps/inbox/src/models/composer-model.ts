import type { ConversationHandle } from '@parley/client'
import type { ConversationId, NoteBody, NotePurpose } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Values } from '../format/variables.ts'
import type { Colleagues } from './collision.ts'
import { createAbout } from './composer-about.ts'
import { createFilling } from './composer-filling.ts'
import { createSaying } from './composer-saying.ts'
import { createTwoDrafts } from './drafts/two-drafts.ts'
import type { DraftsModel, Mode } from './drafts-model.ts'
import type { Later, Then } from './follow-up.ts'
import { createGuards } from './guard/guards.ts'
import type { Held, Postponed } from './held-sends-model.ts'
import { joined } from './held-sends-model.ts'
import type { Mentionable } from './mentions.ts'
import type { MessageActions } from './message-actions.ts'
import { createNaming } from './naming.ts'
import type { SuggestionsModel } from './suggestions-model.ts'
import type { MessageItem } from './thread-blocks.ts'
import type { UploadsModel } from './uploads-model.ts'

type Deps = {
  id: ConversationId
  handle: Pick<ConversationHandle, 'send' | 'setTyping'> & Pick<MessageActions, 'editMessage'>
  drafts: Pick<DraftsModel, 'of' | 'set' | 'drafts'>
  uploads: UploadsModel
  /** What variables in the text stand for. */
  values: ReadonlySignal<Values>
  suggestions: SuggestionsModel
  /** Whom a note may name. */
  mentionable: ReadonlySignal<readonly Mentionable[]>
  /** Hands answers on, at once or after a while; by default to the outbox. */
  deliver?(what: Postponed): void
  /** What colleagues do in the conversation meanwhile. */
  colleagues: ReadonlySignal<Colleagues>
  /** In a chat with colleagues nothing else is written. */
  only?: Mode
}

/** What is being written. A note and a reply are two drafts, so that neither ever becomes the other. */
export const ComposerModel = createModel((deps: Deps) => {
  const { handle, uploads, values, suggestions, deliver } = deps
  const { mode, reply, note, draft, target, keep, follow, swap } = createTwoDrafts(deps)
  const filling = createFilling(draft, values)
  const { remaining, canSend } = readinessOf(filling, uploads)
  const naming = createNaming({ note, mentionable: deps.mentionable })

  const guards = createGuards({ ...deps, mode, namedBy: naming.namedBy })
  const purpose = signal<NotePurpose | null>(null)
  const stopTyping = () => handle.setTyping(false, { note: mode.peek() === 'note' })
  effect(() => stopTyping)

  function setMode(next: Mode): void {
    if (mode.peek() === next || deps.only) return
    stopTyping()
    guards.shown.misplaced.end()
    mode.value = next
    keep()
  }
  const about = createAbout({ mode, setMode, target, edits: guards.shown.misplaced.end })
  follow(() => about.about.peek()?.is !== 'edit')
  const say = createSaying({ handle, uploads, deliver, mode, about: about.about })

  return {
    ...{ ...about, ...naming, ...guards.shown },
    ...{ mode, draft, purpose, remaining, canSend, uploads, suggestions, filling, stopTyping },
    setText(text: string) {
      target().value = text
      guards.wrote(text)
      keep()
      handle.setTyping(text.trim() !== '', { note: mode.peek() === 'note' })
    },
    setMode(next: Mode) {
      about.endBefore(next)
      setMode(next)
    },
    /** What is written becomes the other of the two, behind what stands there already. */
    turn: () => swap(about.endBefore, setMode),
    /** What the note is for; it is a note from here on. */
    setPurpose(next: NotePurpose | null) {
      if (next) about.endBefore('note')
      if (next) setMode('note')
      purpose.value = next
    },
    /** An answer that was taken back, before what was written since. */
    restore({ body, about: before }: Held) {
      about.cancel()
      setMode('reply')
      about.about.value = before
      reply.value = joined(body.text, reply.peek())
      uploads.restore(body.attachments ?? [])
      keep()
    },
    /** Hands the message to the outbox, which keeps it until the server has it. */
    send(then: Then | Later | null = null) {
      if (!canSend.peek()) return false
      const text = filling.text.peek().trim()
      const now = about.about.peek()
      if (now?.is !== 'edit' && guards.holds(text, then)) return false
      if (now?.is === 'edit') {
        if (text === '') return false
        void handle.editMessage(now.message, text, naming.namedBy(text, namedIn(now.message)))
        about.cancel()
      } else {
        say(text, { then, named: naming.namedBy(text), purpose: purpose.peek() })
        purpose.value = null
        about.about.value = null
        target().value = ''
      }
      guards.sent()
      filling.reset()
      suggestions.close()
      stopTyping()
      keep()
      return true
    },
  }
})
export type ComposerModel = InstanceType<typeof ComposerModel>

/** What is no note names nobody. */
const namedIn = ({ body }: MessageItem) => ((body ?? {}) as Pick<NoteBody, 'named'>).named

/** Whether what is written can go out, and how much room is left. */
function readinessOf(filling: ReturnType<typeof createFilling>, uploads: UploadsModel) {
  const remaining = computed(() => LIMITS.textLength - filling.text.value.trim().length)
  const hasContent = computed(() => filling.text.value.trim() !== '' || uploads.done.value.length > 0)
  const isHeld = computed(() => filling.isHeld.value || uploads.isBusy.value || uploads.hasFailed.value)
  return { remaining, canSend: computed(() => hasContent.value && remaining.value >= 0 && !isHeld.value) }
}
