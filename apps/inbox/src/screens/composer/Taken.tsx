import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** Over the field, while something is written for a conversation that a colleague took meanwhile: whose it is now. */
export function Taken({ model, conversation }: Props) {
  const { people } = useWorkbench()
  const by = conversation.takenBy.value
  const isWritten = model.draft.value.trim() !== '' && model.mode.value === 'reply'
  const name = conversation.assigneeName.value
  const shown = by && isWritten
  return (
    <div role="status">
      {shown && (
        <div class="about">
          <Icon name="assign" size={16} />
          <span class="grow">
            {name
              ? t('taken.has', { name })
              : t('taken.nobody', { name: people.byId.value.get(by.id)?.name ?? by.name ?? t('who.colleague') })}
          </span>
          <button type="button" class="btn btn-s" onClick={conversation.claim}>
            {t('taken.back')}
          </button>
        </div>
      )}
    </div>
  )
}
