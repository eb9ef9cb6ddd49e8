import type { ConversationFilter } from '@parley/protocol'
import { useModel } from '@preact/signals'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { SitesModel } from '../../models/sites-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { ConditionDialog } from './ConditionDialog.tsx'
import { CONDITIONS, type ConditionName, type Names, valuesText } from './conditions.ts'
import { SaveView } from './SaveView.tsx'

/** The conditions that narrow the list, as chips; more of them, none of them, or a name for all of them. */
export function FilterBar() {
  const { client, closing, lists, people, savedViews, ui } = useWorkbench()
  const sites = useModel(() => new SitesModel(client))
  const [edited, setEdited] = useState<ConditionName | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [asked, setAsked] = useState(0)
  useEffect(closing.need, [closing])
  const request = ui.focus.value
  useLayoutEffect(() => {
    if (request?.target === 'filter') setAsked((times) => times + 1)
  }, [request])
  const names: Names = {
    people,
    departments: savedViews.departments.value,
    sites: sites.sites.value,
    reasons: closing.reasons.value,
  }
  const filter = lists.filter.value
  const set = (change: Partial<ConversationFilter>) => {
    lists.setFilter({ ...lists.filter.peek(), ...change })
    setEdited(null)
  }
  return (
    <div class="flt" role="toolbar" aria-label={t('filter.label')}>
      {CONDITIONS.filter((name) => filter[name] !== undefined).map((name) => (
        <Chip key={name} name={name} text={valuesText(name, filter, names)} onEdit={() => setEdited(name)} />
      ))}
      <Menu
        class="btn btn-s btn-quiet"
        label={t('filter.add')}
        openAt={asked}
        button={
          <>
            <Icon name="plus" size={14} /> {t('filter.add')}
          </>
        }
      >
        {CONDITIONS.filter((name) => filter[name] === undefined && (name !== 'reason' || names.reasons.length > 0)).map(
          (name) => (
            <MenuItem key={name} onChoose={() => (name === 'unread' ? set({ unread: true }) : setEdited(name))}>
              {t(`filter.${name}`)}
            </MenuItem>
          ),
        )}
      </Menu>
      <End onSave={() => setSaving(true)} />
      {edited && (
        <ConditionDialog name={edited} filter={filter} names={names} onSet={set} onClose={() => setEdited(null)} />
      )}
      {isSaving && <SaveView view={null} onClose={() => setSaving(false)} />}
    </div>
  )
}

function Chip({ name, text, onEdit }: { name: ConditionName; text: string; onEdit(): void }) {
  const { lists } = useWorkbench()
  const label = t(`filter.${name}`)
  return (
    <span class="chip flt-chip">
      {name === 'unread' ? (
        label
      ) : (
        <button type="button" class="cut" title={t('filter.edit', { name: label })} onClick={onEdit}>
          {label}: {text}
        </button>
      )}
      <button
        type="button"
        class="flt-x"
        aria-label={t('filter.remove', { name: label })}
        title={t('filter.remove', { name: label })}
        onClick={() => lists.setCondition(name, undefined)}
      >
        <Icon name="close" size={14} />
      </button>
    </span>
  )
}

/** What can be done with all of them. */
function End({ onSave }: { onSave(): void }) {
  const { lists, savedViews, toasts, me } = useWorkbench()
  const view = lists.saved.value
  const mayChange = view && (view.scope.type === 'personal' || me.role !== 'agent')
  if (view && !lists.isChanged.value) return null
  if (!view && !lists.isNarrowed.value) return null
  const save = async () => {
    if (!view) return
    try {
      await savedViews.change(view, lists.whole.peek())
      lists.reset()
      toasts.show({ text: t('saved.saved', { name: view.name }), tone: 'plain' })
    } catch {
      toasts.show({ text: t('refused.other'), tone: 'problem' })
    }
  }
  return (
    <span class="flt-e">
      {mayChange && (
        <button type="button" class="btn btn-s" onClick={save}>
          {t('filter.save')}
        </button>
      )}
      {lists.view.value !== 'mentions' && lists.view.value !== 'requests' && (
        <button type="button" class="btn btn-s" onClick={onSave}>
          {t('filter.save_as')}
        </button>
      )}
      <button type="button" class="btn btn-s btn-quiet" onClick={view ? lists.reset : lists.clear}>
        {t(view ? 'filter.reset' : 'lists.clear')}
      </button>
    </span>
  )
}
