import type { Named } from '@parley/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type Mentionable, namedIn } from './mentions.ts'

type Deps = {
  /** What is written as a note. */
  note: ReadonlySignal<string>
  mentionable: ReadonlySignal<readonly Mentionable[]>
}

/** Whom the note that is being written names. Made inside a model. */
export function createNaming({ note, mentionable }: Deps) {
  /** Chosen from the list: of two of one name these are meant. */
  const picked = signal<readonly Named[]>([])
  const known = computed<Named[]>(() => [...picked.value, ...mentionable.value.map(({ id, name }) => ({ id, name }))])

  return {
    mentionable,
    pickMention({ id, name }: Mentionable) {
      picked.value = [{ id, name }, ...picked.peek()]
    },
    /** Whom `text` names; `before`: what the note named until now, by names that may be others today. */
    namedBy: (text: string, before: readonly Named[] = []) => namedIn(text, [...known.peek(), ...before]),
    /** Colleagues whom the note names and who may not read it. */
    unreached: computed(() => {
      const ids = new Set(namedIn(note.value, known.value).map(({ id }) => id))
      return mentionable.value.filter((one) => ids.has(one.id) && !one.isReached)
    }),
  }
}
