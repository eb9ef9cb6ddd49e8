import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Over the field: what the note is for, whom it reaches without being named, and the way out of it. */
export function PurposeStrip({ model, conversation }: { model: ComposerModel; conversation: ConversationModel }) {
  const { people, me } = useWorkbench()
  const purpose = model.purpose.value
  if (!purpose || model.mode.value !== 'note') return null
  const supervisors = people.assignable.value.filter(({ id, role }) => role !== 'agent' && id !== me.id)
  const isLost = purpose === 'request' && supervisors.length === 0
  const name = conversation.isMine.value ? t('who.you') : conversation.assigneeName.value
  return (
    <div class="about">
      <Icon name={purpose === 'request' ? 'help' : 'shield'} size={16} />
      <span class="grow">
        <b>{t(`purpose.${purpose}`)}</b>
        <span class="cut" role="status">
          {purpose === 'request' && t(isLost ? 'purpose.nobody' : 'purpose.request.what')}
          {purpose === 'advice' && (name ? t('purpose.advice.what', { name }) : t('purpose.advice.free'))}
        </span>
      </span>
      <button type="button" class="ib" aria-label={t('purpose.cancel')} onClick={() => model.setPurpose(null)}>
        <Icon name="close" size={16} />
      </button>
    </div>
  )
}
