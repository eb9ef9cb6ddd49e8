import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { snoozePresets, untilText } from '../../format/snooze.ts'
import { t } from '../../i18n/translate.ts'
import { sendAndClose } from '../../models/closing/send-and-close.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { WhenDialog } from '../conversations/WhenDialog.tsx'
import { useKeysOf } from '../KeyOf.tsx'

/** Beside "Send": what may follow it. A note and a change of a message are followed by nothing. */
export function SendMenu({ model }: { model: ComposerModel }) {
  const { now, closing } = useWorkbench()
  const keys = useKeysOf('send-close')
  const [choosing, setChoosing] = useState<'snooze' | 'later' | null>(null)
  if (model.mode.value === 'note' || model.about.value?.is === 'edit') return null
  const snooze = (at: Date) => model.send({ is: 'snooze', until: at.toISOString() })
  const later = (at: Date) => model.send({ is: 'later', at: at.toISOString() })
  return (
    <>
      <Menu
        class="btn btn-primary btn-more"
        label={t('send.more')}
        isDisabled={!model.canSend.value}
        button={<Icon name="chevron-down" size={16} />}
      >
        <MenuItem icon={<Icon name="check" size={16} />} shortcut={keys} onChoose={() => sendAndClose(closing, model)}>
          {t('command.send-close')}
        </MenuItem>
        <hr />
        {snoozePresets(now.value).map(({ id, at }) => (
          <MenuItem key={id} icon={<Icon name="moon" size={16} />} onChoose={() => snooze(at)}>
            {t(`send.snooze.${id}`)} <span class="faint">{untilText(at.toISOString(), now.value)}</span>
          </MenuItem>
        ))}
        <MenuItem icon={<Icon name="moon" size={16} />} onChoose={() => setChoosing('snooze')}>
          {t('send.snooze.own')}
        </MenuItem>
        <hr />
        {snoozePresets(now.value).map(({ id, at }) => (
          <MenuItem key={`later-${id}`} icon={<Icon name="clock" size={16} />} onChoose={() => later(at)}>
            {t(`send.later.${id}`)} <span class="faint">{untilText(at.toISOString(), now.value)}</span>
          </MenuItem>
        ))}
        <MenuItem icon={<Icon name="clock" size={16} />} onChoose={() => setChoosing('later')}>
          {t('send.later.own')}
        </MenuItem>
      </Menu>
      {choosing && (
        <WhenDialog
          title={t(choosing === 'later' ? 'later.title' : 'snooze.title')}
          verb={t(choosing === 'later' ? 'send.later.verb' : 'send.snooze.verb')}
          onChoose={choosing === 'later' ? later : snooze}
          onClose={() => setChoosing(null)}
        />
      )}
    </>
  )
}
