import type { ChatOptions, FilledForm } from '@parley/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Frame } from '../../loader/frame.ts'
import type { Handle } from './handle.ts'

/** What the store remembers: the conversation in which it was asked how the visitor can be reached. */
const ASKED = 'asked'

/** What stands before the chat (a consent, a form), and the card that asks how to reach whoever has begun. */
export function createGate(
  { settings, store, isReturning }: Frame,
  handle: ReadonlySignal<Handle | null>,
  options: ReadonlySignal<ChatOptions | null>,
) {
  const consent = signal(store.consent)
  const asked = signal(store.read(ASKED))
  const known = signal<readonly string[]>([])
  /** Answers to the form, and of which conversation to be. */
  const answered = signal<{ key: string | null; form: FilledForm } | null>(null)
  const form = computed(() => {
    const one = handle.value
    return one && answered.value?.key === one.createKey ? answered.value.form : null
  })
  /** Messages that were refused because the form was not answered, or is another by now, keep it due. */
  const isFormDue = () => {
    const one = handle.value
    if (one ? one.id.value : isReturning) return false
    const told = options.value
    const messages = one?.timeline.value ?? []
    if (messages.some((item) => item.type === 'message' && /^form/.test((item.send as { code?: string }).code ?? '')))
      return true
    return !form.value && !messages.length && !!(told ? (told.offline ?? told.prechat) : settings.asks)
  }
  store.onDecide(() => {
    consent.value = store.consent
  })

  return {
    answered,
    form,
    /** What the visitor has to do before he may write; null: nothing. */
    gate: computed(() => {
      if (consent.value === 'pending') return 'consent'
      return isFormDue() ? 'form' : null
    }),
    /** What a card below the thread says: that his message waits for the morning, or asks how he can be reached. */
    card: computed(() => {
      const id = handle.value?.id.value
      const { capture, availability } = options.value ?? {}
      if (!id) return null
      if (form.value?.is === 'offline' && availability?.state === 'offline') return 'offline'
      return capture && capture !== 'none' && asked.value !== id && !known.value.includes(capture) ? capture : null
    }),
    /** It was asked in this conversation, and is not asked again. */
    dismiss() {
      asked.value = handle.peek()?.id.peek() ?? null
      store.write(ASKED, asked.peek())
    },
    /** Ways to reach the visitor that need not be asked for. */
    know(keys: readonly string[]) {
      known.value = [...known.peek(), ...keys]
    },
  }
}
