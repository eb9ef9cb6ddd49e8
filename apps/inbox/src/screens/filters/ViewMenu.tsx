import type { SavedView } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { SaveView } from './SaveView.tsx'

/** What can be done with the saved view on screen. */
export function ViewMenu() {
  const view = useWorkbench().lists.saved.value
  return view && <Actions key={view.id} view={view} />
}

function Actions({ view }: { view: SavedView }) {
  const { savedViews, following, me, toasts, goToSaved, goToView } = useWorkbench()
  const [isEdited, setEdited] = useState(false)
  const mayChange = view.scope.type === 'personal' || me.role !== 'agent'
  const isPinned = savedViews.pinned.value.includes(view)
  const isDefault = following.values.value.defaultView === view.id
  const duplicate = () => {
    const { filter, sort } = view
    const copy = {
      filter,
      sort,
      name: t('saved.copy_of', { name: view.name })
        .replace(/[\u2068\u2069]/g, '')
        .slice(0, 60), // kept: no marks
      scope: { type: 'personal' } as const,
    }
    savedViews.create(copy).then(
      ({ id }) => goToSaved(id),
      () => toasts.show({ text: t('refused.other'), tone: 'problem' }),
    )
  }
  return (
    <>
      <Menu class="ib" label={t('saved.actions', { name: view.name })} button={<Icon name="more" />}>
        <MenuItem icon={<Icon name="pin" size={16} />} onChoose={() => savedViews.togglePin(view.id)}>
          {t(isPinned ? 'saved.unpin' : 'saved.pin_it')}
        </MenuItem>
        {isPinned && (
          <MenuItem icon={<Icon name="chevron-up" size={16} />} onChoose={() => savedViews.pinUp(view.id)}>
            {t('saved.up')}
          </MenuItem>
        )}
        <MenuItem
          icon={<Icon name="home" size={16} />}
          onChoose={() => following.set({ defaultView: isDefault ? null : view.id })}
        >
          {t(isDefault ? 'saved.no_default' : 'saved.default')}
        </MenuItem>
        {mayChange && (
          <MenuItem icon={<Icon name="edit" size={16} />} onChoose={() => setEdited(true)}>
            {t('saved.rename')}
          </MenuItem>
        )}
        <MenuItem icon={<Icon name="copy" size={16} />} onChoose={duplicate}>
          {t('saved.duplicate')}
        </MenuItem>
        {mayChange && (
          <MenuItem
            icon={<Icon name="trash" size={16} />}
            isDanger
            onChoose={() => {
              goToView('waiting')
              void savedViews.remove(view)
            }}
          >
            {t('saved.delete')}
          </MenuItem>
        )}
      </Menu>
      {isEdited && <SaveView view={view} onClose={() => setEdited(false)} />}
    </>
  )
}
