import type { NoteBody } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Above the words of a note that asks for help, or gives advice: that it does, and what came of it. */
export function NotePurpose({ message, model }: { message: MessageItem; model: ConversationModel }) {
  const { purpose } = (message.body ?? {}) as Pick<NoteBody, 'purpose'> // what is no note has none
  if (!purpose) return null
  if (purpose === 'advice')
    return (
      <p class="nt-p">
        <Icon name="shield" size={14} />
        <b>{t('purpose.advice')}</b>
      </p>
    )
  const { messageId } = message
  const isOpen = messageId !== null && model.request.value?.messageId === messageId
  return (
    <p class="nt-p">
      <Icon name="help" size={14} />
      <b>{t('purpose.request')}</b>
      <span>{t(isOpen || messageId === null ? 'purpose.open' : 'purpose.done')}</span>
      {isOpen && (
        <button type="button" class="btn btn-quiet" onClick={() => model.settle(messageId)}>
          {t('purpose.settle')}
        </button>
      )}
    </p>
  )
}
