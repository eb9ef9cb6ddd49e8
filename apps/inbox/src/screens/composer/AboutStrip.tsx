import { plainText } from '@parley/ui/markup'
import { t } from '../../i18n/translate.ts'
import type { About } from '../../models/composer-about.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useAuthorName } from '../conversations/use-author-name.ts'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** Over the field: what is answered or changed, and the way out of it. Esc in the field is the same. */
export function AboutStrip({ model, conversation }: Props) {
  const about = model.about.value
  return about && <Strip about={about} conversation={conversation} cancel={model.cancel} />
}

function Strip({ about, conversation, cancel }: Pick<Props, 'conversation'> & { about: About; cancel(): void }) {
  const { is, message } = about
  const name = useAuthorName(message.actor, conversation)
  return (
    <div class="about">
      <Icon name={is} size={16} />
      <span class="grow">
        <b>{is === 'edit' ? t('composer.editing') : t('composer.replying', { name })}</b>
        <span class="cut" dir="auto">
          {plainText(message.body?.text || message.body?.fallback || '')}
        </span>
      </span>
      <button type="button" class="ib" aria-label={t(`composer.cancel_${is}`)} onClick={cancel}>
        <Icon name="close" size={16} />
      </button>
    </div>
  )
}
