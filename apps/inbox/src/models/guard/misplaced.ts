import type { Named } from '@parley/protocol'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Mode } from '../drafts-model.ts'
import type { Later, Then } from '../follow-up.ts'

type Deps = {
  mode: ReadonlySignal<Mode>
  namedBy(text: string): readonly Named[]
  /** What the visitor is called in a greeting; empty where nobody knows. */
  firstName(): string
  /** In a chat with colleagues nothing is misplaced. */
  only: Mode | undefined
}
/** `meant`: what it reads like; `name`: by whom one sees that. */
export type Doubt = { meant: Mode; name: string }

/** How a letter to somebody begins, in the languages of the inbox. */
const GREETING =
  '(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|moin|liebe[rs]?|guten (?:morgen|tag|abend)|bonjour|salut|ch(?:er|ère)|hola|buen(?:os|as) (?:días|tardes|noches)|olá|oi|bom dia|boa (?:tarde|noite)|مرحبا|أهلا)'
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `Hello Vera`, `Vera, …`, `Good morning!`; a note about Vera begins otherwise. */
function greets(text: string, firstName: string): boolean {
  if (new RegExp(`^${GREETING}\\s*[,!،]`, 'iu').test(text)) return true
  if (firstName === '') return false
  const name = escaped(firstName)
  return new RegExp(`^(?:${GREETING}\\s+${name}(?![\\p{L}\\p{N}])|${name}\\s*[,!،])`, 'iu').test(text)
}

/**
 * A note typed where a reply was meant, and the reverse: words that name a colleague with `@` are not for the visitor, and
 * a greeting is not for colleagues. Such a message is held once; sent again it goes. Made inside a model.
 */
export function createMisplaced({ mode, namedBy, firstName, only }: Deps) {
  const doubt = signal<Doubt | null>(null)
  let asked: string | null = null
  let after: Then | Later | null = null

  function look(text: string): Doubt | null {
    const [named] = namedBy(text)
    if (mode.peek() === 'reply') return named ? { meant: 'note', name: named.name } : null
    return !named && greets(text, firstName()) ? { meant: 'reply', name: firstName() } : null
  }

  return {
    doubt,
    /** What was to follow what is held. */
    wanted: () => after,
    holds(text: string, then: Then | Later | null): boolean {
      const found = only || asked === text ? null : look(text)
      doubt.value = found
      asked = text
      after = then
      return found !== null
    },
    end() {
      doubt.value = null
      asked = null
    },
  }
}
