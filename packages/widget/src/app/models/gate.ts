import type { ChatOptions, FilledForm } from '@parley/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Frame } from '../../loader/frame.ts'
import type { Handle } from './handle.ts'

/** The way back from a window of its own, and to it. */
export type Away = { back?(): void; show?(): void }

/** What stands before the chat (a consent, a form), and what is known of how the visitor can be reached. */
export function createGate(
  { settings, store, given }: Frame,
  handle: ReadonlySignal<Handle | null>,
  options: ReadonlySignal<ChatOptions | null>,
) {
  const consent = signal(store.consent)
  const isReturning = store.read('talks')
  /** The conversation in which it was asked how he can be reached. */
  const asked = signal(store.read('asked'))
  const known = signal<readonly string[]>([])
  /** Answers to the form, and of which conversation to be. */
  const answered = signal<{ key: string | null; form: FilledForm } | null>(null)
  /** The chat is in a window of its own, or this is that window and its visitor is not here yet: nothing is said for another. */
  const away = signal<Away | null>('popout' in given ? {} : null)
  const form = computed(() => {
    const one = handle.value
    return one && answered.value?.key === one.createKey ? answered.value.form : null
  })
  /** Messages that were refused because the form was not answered, or is another by now, keep it due. */
  const isFormDue = () => {
    const one = handle.value
    if (one ? one.id.value : isReturning !== null) return false
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
    away,
    form,
    /** What the visitor has to do before he may write; null: nothing. */
    gate: computed(() => {
      if (away.value) return 'away'
      if (consent.value === 'pending') return 'consent'
      return isFormDue() ? 'form' : null
    }),
    asked,
    known,
    /** Ways to reach the visitor that need not be asked for. */
    know(keys: readonly string[]) {
      known.value = [...known.peek(), ...keys]
    },
  }
}
