import type { ConversationHandle } from '@parley/client'
import type { Named, NotePurpose } from '@parley/protocol'
import type { ReadonlySignal } from '@preact/signals'
import { type About, quoteOf } from './composer-about.ts'
import type { Mode } from './drafts-model.ts'
import type { Later, Then } from './follow-up.ts'
import type { Postponed } from './held-sends-model.ts'
import type { UploadsModel } from './uploads-model.ts'

type Deps = {
  handle: Pick<ConversationHandle, 'send'>
  uploads: UploadsModel
  mode: ReadonlySignal<Mode>
  about: ReadonlySignal<About | null>
  /** Hands answers on, at once or after a while; by default to the outbox. Notes go out at once: nobody waits for them. */
  deliver?: ((what: Postponed) => void) | undefined
}

type Saying = { then: Then | Later | null; named: Named[]; purpose: NotePurpose | null }

/** Makes of the words, their files and what they answer one message, and hands it on. */
export function createSaying({ handle, uploads, mode, about, deliver }: Deps) {
  return (text: string, { then, named, purpose }: Saying): void => {
    const attachments = [...uploads.done.peek()]
    const quoted = about.peek()?.message
    const quote = quoted && quoteOf(quoted)
    const body = {
      ...{ v: 1 as const, type: 'text' as const, text },
      ...(attachments.length ? { attachments } : {}),
      ...(quote && { quote }),
    }
    // A reply names nobody: visitors are told nothing of colleagues.
    if (mode.peek() === 'note')
      handle.send('note.new', { ...body, ...(named.length > 0 && { named }), ...(purpose && { purpose }) })
    else if (deliver) deliver({ body, about: about.peek(), then })
    else handle.send('msg.new', body)
    uploads.clear()
  }
}
