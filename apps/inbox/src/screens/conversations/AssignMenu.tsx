import { useLayoutEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { Facts } from '../../models/conversation-actions.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { useKeysOf, useTitleWithKeys } from '../KeyOf.tsx'
import { TransferDialog } from './TransferDialog.tsx'
import { useAsked } from './use-asked.ts'

/** Gives the conversation to a colleague, takes it over, or puts it back into the queue. */
export function AssignMenu({ model, facts }: { model: ConversationModel; facts: Facts }) {
  const { people, me } = useWorkbench()
  const askedAt = useAsked('assign')
  const passKeys = useKeysOf('department')
  const [isPassing, setPassing] = useState(false)
  const passAskedAt = useAsked('department')
  useLayoutEffect(() => {
    if (passAskedAt > 0) setPassing(true)
  }, [passAskedAt])
  return (
    <>
      <Menu
        class="ib th-a"
        label={t('action.assign')}
        title={useTitleWithKeys(t('action.assign'), 'assign')}
        openAt={askedAt}
        button={<Icon name="assign" />}
      >
        {people.assignable.value.map(({ id, name }) => (
          <MenuItem
            key={id}
            icon={<Avatar id={id} name={name} size={20} />}
            checked={facts.assigneeId === id}
            {...(id === me.id ? { shortcut: '⇧A' } : {})}
            onChoose={() => model.assign(id)}
          >
            {id === me.id ? t('who.you_named', { name }) : name}
          </MenuItem>
        ))}
        {facts.assigneeId !== null && (
          <>
            <hr />
            <MenuItem icon={<Icon name="inbox" size={16} />} onChoose={() => model.assign(null)}>
              {t('action.unassign')}
            </MenuItem>
          </>
        )}
        {facts.status !== 'closed' && (
          <>
            <hr />
            <MenuItem icon={<Icon name="transfer" size={16} />} shortcut={passKeys} onChoose={() => setPassing(true)}>
              {t('command.department')}
            </MenuItem>
          </>
        )}
      </Menu>
      {isPassing && <TransferDialog model={model} onClose={() => setPassing(false)} />}
    </>
  )
}
