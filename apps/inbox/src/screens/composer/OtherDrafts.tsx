import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { placeOf } from '../../models/drafts/draft-states.ts'
import { Icon } from '../../ui/Icon.tsx'

/** Over the field: what was written on another device at the same time. It goes by the agent's word alone. */
export function OtherDrafts({ model, conversation }: { model: ComposerModel; conversation: ConversationModel }) {
  const { followingDrafts, ui } = useWorkbench()
  const kind = model.mode.value
  const id = conversation.id.value
  return (
    <>
      {(followingDrafts.others.value.get(placeOf(id, kind)) ?? []).map((other) => (
        <div key={other.changedAt} class="about">
          <Icon name="edit" size={16} />
          <span class="grow">
            <b>{t('draft.other', { time: fullTime(other.changedAt) })}</b>
            <span class="cut" dir="auto">
              {other.text}
            </span>
          </span>
          <button
            type="button"
            class="btn btn-s"
            onClick={() => {
              followingDrafts.take(id, kind, other)
              ui.ask('composer')
            }}
          >
            {t('draft.other.take')}
          </button>
          <button
            type="button"
            class="ib"
            aria-label={t('draft.other.drop')}
            title={t('draft.other.drop')}
            onClick={() => followingDrafts.drop(id, kind, other)}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </>
  )
}
