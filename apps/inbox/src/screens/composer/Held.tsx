import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { goToMessage } from '../conversations/go-to-message.ts'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** A colleague was faster: nothing was sent yet, and the agent decides what becomes of it. */
export function Held({ model, conversation }: Props) {
  const { people, ui } = useWorkbench()
  const choices = useRef<HTMLDivElement>(null)
  const held = model.held.value
  useEffect(() => choices.current?.querySelector('button')?.focus(), [held !== null])
  if (!held) return null
  const name = people.byId.value.get(held.actor.id)?.name ?? held.actor.name ?? t('who.colleague')
  const keep = () => {
    model.release()
    ui.ask('composer')
  }
  return (
    <div class="cp-held" role="alertdialog" aria-label={t('held.label')}>
      <p>
        <Icon name="alert" size={16} />
        {t(`held.${held.is}`, { name })}
      </p>
      <div ref={choices} class="row">
        {held.is === 'answered' && (
          <button
            type="button"
            class="btn btn-primary"
            onClick={({ currentTarget }) => {
              void goToMessage(conversation, currentTarget, held.messageId)
              model.release()
            }}
          >
            {t('held.read')}
          </button>
        )}
        <button type="button" class="btn" onClick={keep}>
          {t(held.is === 'writes' ? 'held.wait' : 'held.keep')}
        </button>
        <button type="button" class="btn btn-quiet" onClick={() => model.send(model.wanted())}>
          {t('held.send')}
        </button>
      </div>
    </div>
  )
}
