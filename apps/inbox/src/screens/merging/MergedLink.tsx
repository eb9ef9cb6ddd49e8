import type { ConversationId } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { EventItem } from '../../models/thread-blocks.ts'

/** Of a line that says what was merged into this conversation: the way to what was said there. */
export function MergedLink({ event }: { event: EventItem }) {
  const { merging } = useWorkbench()
  const { kind, body } = event.entry.e
  if (kind !== 'link.add' || body?.type !== 'conversation') return null
  const id = body.id as ConversationId // what links of this type name
  return (
    <button type="button" class="linkish" onClick={() => merging.read(id)}>
      {t('merging.read')}
    </button>
  )
}
