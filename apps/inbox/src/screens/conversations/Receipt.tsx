import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { Receipt } from '../../models/receipt.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'

const ICONS: Record<Receipt, IconName> = {
  sending: 'clock',
  sent: 'check',
  delivered: 'check-double',
  seen: 'check-double',
}

/** How far the newest answer has come: the words say it, the ticks decorate. */
export function ReceiptLine({ receipt }: { receipt: Receipt | null }) {
  if (!receipt) return null
  return (
    <p class={`rc${receipt === 'seen' ? ' rc-seen' : ''}`}>
      <Icon name={ICONS[receipt]} size={14} />
      {t(`receipt.${receipt}`)}
    </p>
  )
}

/** A message that was refused keeps its text and says what can be done. */
export function Failed({ message, model }: { message: MessageItem; model: ConversationModel }) {
  const code = message.send.phase === 'failed' ? message.send.code : null
  return (
    <p class="rc rc-fail">
      <Icon name="alert" size={14} />
      {t(code === 'blocked' ? 'message.blocked' : 'message.failed')}
      <button type="button" onClick={() => model.retry(message.key)}>
        {t('action.again')}
      </button>
      <button type="button" onClick={() => model.remove(message.key)}>
        {t('action.delete')}
      </button>
    </p>
  )
}
