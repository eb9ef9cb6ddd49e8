import type { Named } from '@parley/protocol'
import type { ReadonlySignal } from '@preact/signals'
import type { Values } from '../../format/variables.ts'
import { type Colleagues, createCollision } from '../collision.ts'
import type { Mode } from '../drafts-model.ts'
import type { Later, Then } from '../follow-up.ts'
import { createMisplaced } from './misplaced.ts'

type Deps = {
  mode: ReadonlySignal<Mode>
  only?: Mode | undefined
  namedBy(text: string): readonly Named[]
  values: ReadonlySignal<Values>
  colleagues: ReadonlySignal<Colleagues>
}

/** What may hold a message before it goes: it stands in the wrong place, or a colleague was faster. Made inside a model. */
export function createGuards({ mode, only, namedBy, values, colleagues }: Deps) {
  const { held, release, wanted, ...collision } = createCollision(colleagues)
  const firstName = () => values.peek().get('visitor.first_name') ?? ''
  const misplaced = createMisplaced({ mode, only, namedBy, firstName })
  const isReply = () => mode.peek() === 'reply'
  return {
    shown: { held, release, wanted, misplaced },
    wrote: (text: string) => isReply() && collision.wrote(text),
    holds: (text: string, then: Then | Later | null) =>
      misplaced.holds(text, then) || (isReply() && collision.holds(then)),
    sent() {
      collision.sent()
      misplaced.end()
    },
  }
}
