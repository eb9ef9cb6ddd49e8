import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { runCommand } from '../../keyboard/commands.ts'
import { Icon } from '../../ui/Icon.tsx'
import { MenuItem } from '../../ui/Menu.tsx'
import { useKeysOf } from '../KeyOf.tsx'

/** What the key does, for whoever uses none. */
export function MergeItem() {
  const bench = useWorkbench()
  return (
    <MenuItem
      icon={<Icon name="transfer" size={16} />}
      shortcut={useKeysOf('merge')}
      onChoose={() => runCommand(bench, 'merge')}
    >
      {t('command.merge')}
    </MenuItem>
  )
}
