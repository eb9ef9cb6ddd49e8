import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { runCommand } from '../../keyboard/commands.ts'
import { Icon } from '../../ui/Icon.tsx'
import { MenuItem } from '../../ui/Menu.tsx'
import { useKeysOf } from '../KeyOf.tsx'

/** Asking for help, and giving it: what the keys do, for whoever has none. */
export function SupervisorItems() {
  const bench = useWorkbench()
  const [ask, advise] = [useKeysOf('ask-supervisor'), useKeysOf('advise')]
  return (
    <>
      <MenuItem
        icon={<Icon name="help" size={16} />}
        shortcut={ask}
        onChoose={() => runCommand(bench, 'ask-supervisor')}
      >
        {t('command.ask-supervisor')}
      </MenuItem>
      {bench.me.role !== 'agent' && (
        <MenuItem
          icon={<Icon name="shield" size={16} />}
          shortcut={advise}
          onChoose={() => runCommand(bench, 'advise')}
        >
          {t('command.advise')}
        </MenuItem>
      )}
    </>
  )
}
