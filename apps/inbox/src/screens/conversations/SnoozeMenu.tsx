import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { snoozePresets, untilText } from '../../format/snooze.ts'
import { t } from '../../i18n/translate.ts'
import type { Facts } from '../../models/conversation-actions.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { useTitleWithKeys } from '../KeyOf.tsx'
import { useAsked } from './use-asked.ts'
import { WhenDialog } from './WhenDialog.tsx'

/** Puts the conversation aside until it is time, on the agent's clock. */
export function SnoozeMenu({ model, facts }: { model: ConversationModel; facts: Facts }) {
  const { now } = useWorkbench()
  const askedAt = useAsked('snooze')
  const [isChoosing, setChoosing] = useState(false)
  const title = useTitleWithKeys(t('action.snooze'), 'snooze')
  const isSnoozed = facts.status === 'snoozed'
  return (
    <>
      <Menu class="ib th-z" label={t('action.snooze')} title={title} openAt={askedAt} button={<Icon name="moon" />}>
        {isSnoozed && (
          <>
            <MenuItem icon={<Icon name="bell" size={16} />} onChoose={model.unsnooze}>
              {t('action.unsnooze')}
            </MenuItem>
            <hr />
          </>
        )}
        {snoozePresets(now.value).map(({ id, at }) => (
          <MenuItem key={id} onChoose={() => model.snooze(at.toISOString())}>
            {t(`snooze.${id}`)} <span class="faint">{untilText(at.toISOString(), now.value)}</span>
          </MenuItem>
        ))}
        <MenuItem onChoose={() => setChoosing(true)}>{t('snooze.own')}</MenuItem>
      </Menu>
      {isChoosing && (
        <WhenDialog
          title={t('snooze.title')}
          verb={t('action.snooze')}
          onChoose={(at) => model.snooze(at.toISOString())}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
