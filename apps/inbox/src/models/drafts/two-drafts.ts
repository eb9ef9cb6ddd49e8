import type { ConversationId } from '@parley/protocol'
import { computed, effect, signal, untracked } from '@preact/signals'
import { type Draft, type DraftsModel, EMPTY_DRAFT, type Mode } from '../drafts-model.ts'
import { joined } from '../held-sends-model.ts'
import type { UploadsModel } from '../uploads-model.ts'
import { sameFiles } from './same-files.ts'

type Deps = {
  id: ConversationId
  drafts: Pick<DraftsModel, 'of' | 'set' | 'drafts'>
  uploads: UploadsModel
  only?: Mode
}

/** A reply and a note, each as it was left. */
export function createTwoDrafts({ id, drafts, uploads, only }: Deps) {
  const kept = drafts.of(id)
  let mayKeep = () => true
  const mode = signal<Mode>(only ?? kept.mode)
  const reply = signal(kept.reply)
  const note = signal(kept.note)
  if (uploads.items.peek().length === 0) uploads.restore(kept.files ?? [])
  const keep = () => {
    const files = uploads.done.peek()
    const draft = { mode: mode.peek(), reply: reply.peek(), note: note.peek(), ...(files.length > 0 && { files }) }
    if (mayKeep() && !isSame(draft, drafts.of(id))) drafts.set(id, draft)
  }
  /** `may`: what is written now is a draft, and no change of a message. */
  function follow(may: () => boolean): void {
    mayKeep = may
    effect(() => {
      if (uploads.done.value) untracked(keep)
    })
    // Here every change is kept at once: what differs was written on another device.
    effect(() => {
      const now = drafts.drafts.value.get(id) ?? EMPTY_DRAFT
      if (!untracked(mayKeep)) return
      reply.value = now.reply
      note.value = now.note
      untracked(() => uploads.follow(now.files ?? []))
    })
  }
  /** What the one is about must not go with the other. */
  function swap(endBefore: (next: Mode) => void, setMode: (next: Mode) => void): void {
    const [from, to, next] = mode.peek() === 'note' ? [note, reply, 'reply' as const] : [reply, note, 'note' as const]
    endBefore(next)
    const words = from.peek()
    from.value = ''
    to.value = joined(to.peek(), words)
    setMode(next)
  }
  return {
    ...{ follow, swap },
    ...{ mode, reply, note },
    draft: computed(() => (mode.value === 'reply' ? reply.value : note.value)),
    target: () => (mode.peek() === 'reply' ? reply : note),
    keep,
  }
}

const isSame = (a: Draft, b: Draft) =>
  a.mode === b.mode && a.reply === b.reply && a.note === b.note && sameFiles(a.files ?? [], b.files ?? [])
