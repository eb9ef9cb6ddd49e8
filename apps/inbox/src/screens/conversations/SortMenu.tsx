import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'

const SORTS = ['newest', 'oldest', 'wait', 'priority'] as const

/** The order of the list. */
export function SortMenu() {
  const { bulk, lists } = useWorkbench()
  const now = lists.sort.value
  return (
    <Menu class="ib" label={t('sort.label', { sort: t(`sort.${now}`) })} button={<Icon name="sort" />}>
      {SORTS.map((sort) => (
        <MenuItem key={sort} checked={sort === now} onChoose={() => lists.setSort(sort)}>
          {t(`sort.${sort}`)}
        </MenuItem>
      ))}
      <hr />
      <MenuItem icon={<Icon name="check" size={16} />} onChoose={bulk.selectAll}>
        {t('bulk.all')}
      </MenuItem>
    </Menu>
  )
}
