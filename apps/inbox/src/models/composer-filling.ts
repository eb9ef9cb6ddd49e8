import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { filled, hasVariables, missingIn, type Values, type Variable } from '../format/variables.ts'

const NONE: readonly Variable[] = []

/** What the variables of a text become when it is sent, and those that nothing is known for: they hold it back. */
export function createFilling(draft: ReadonlySignal<string>, values: ReadonlySignal<Values>) {
  /** The text in which variables may go out as they are written. */
  const allowed = signal<string | null>(null)
  const isUsed = computed(() => hasVariables(draft.value))
  const missing = computed(() => (isUsed.value ? missingIn(draft.value, values.value) : NONE))
  return {
    /** As it is sent. */
    text: computed(() => (isUsed.value ? filled(draft.value, values.value) : draft.value)),
    isUsed,
    missing,
    isHeld: computed(() => missing.value.length > 0 && allowed.value !== draft.value),
    /** Sends this text as it stands: braces may be what it is about. */
    allow() {
      allowed.value = draft.peek()
    },
    reset() {
      allowed.value = null
    },
  }
}
