import type { ConversationId } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import { type DraftsModel, EMPTY_DRAFT } from '../drafts-model.ts'
import { joined } from '../held-sends-model.ts'
import type { ToastsModel } from '../toasts-model.ts'
import type { UploadsModel } from '../uploads-model.ts'
import type { MergingModel } from './merging-model.ts'

type Move = {
  from: ConversationId
  to: ConversationId
  drafts: Pick<DraftsModel, 'of' | 'set'>
  uploads: Map<ConversationId, UploadsModel>
  toasts: Pick<ToastsModel, 'show'>
  merging: Pick<MergingModel, 'isOwn'>
}

/**
 * The conversation went on in another one while it was open: what was being written comes along, after what was begun
 * there, and so do its files. Says so, unless the agent merged it himself.
 */
export function followMove({ from, to, drafts, uploads, toasts, merging }: Move): void {
  const [had, there] = [drafts.of(from), drafts.of(to)]
  const isWritten = had.reply !== '' || had.note !== ''
  if (isWritten) {
    const [reply, note] = [joined(there.reply, had.reply), joined(there.note, had.note)]
    drafts.set(to, { mode: had.mode, reply, note, ...(there.files && { files: there.files }) })
    drafts.set(from, { ...had, reply: '', note: '' })
  }
  const files = uploads.get(from)
  const isCarried = (files?.items.peek().length ?? 0) > 0
  if (files && isCarried) {
    const others = uploads.get(to)
    // Under way or not, they go with what they were chosen for.
    files.restore(others?.done.peek() ?? there.files ?? [])
    others?.clear()
    uploads.set(to, files)
    uploads.delete(from)
    // Its composer still keeps them with its draft; once that has ended, nothing of them stays there.
    queueMicrotask(() => drafts.set(from, EMPTY_DRAFT))
  }
  if (merging.isOwn(from)) return
  toasts.show({ text: t(isWritten || isCarried ? 'merging.moved.draft' : 'merging.moved'), tone: 'plain' })
}
