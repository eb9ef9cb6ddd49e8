import type { DepartmentId, SavedView } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'
import { countText } from './count-text.ts'

/** The agent's own choice, on top. */
export function PinnedViews() {
  const { savedViews } = useWorkbench()
  return <SavedList views={savedViews.pinned.value} isPinned />
}

/** What else was saved, and one view for each department; groups that fold. */
export function OtherViews() {
  const { savedViews } = useWorkbench()
  const others = savedViews.others.value
  const departments = savedViews.departments.value
  return (
    <>
      {others.length > 0 && (
        <details open>
          <summary class="vn-h">{t('lists.saved')}</summary>
          <SavedList views={others} />
        </details>
      )}
      {departments.length > 1 && (
        <details>
          <summary class="vn-h">{t('lists.departments')}</summary>
          <ul>
            {departments.map(({ id, name }) => (
              <li key={id}>
                <DepartmentView id={id} name={name} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const ICONS = { personal: 'filter', department: 'users', workspace: 'users' } as const

function SavedList({ views, isPinned = false }: { views: readonly SavedView[]; isPinned?: boolean }) {
  const { savedViews, lists, ui } = useWorkbench()
  if (views.length === 0) return null
  return (
    <ul>
      {views.map(({ id, name, scope }) => {
        const found = savedViews.counts.value.get(id)
        return (
          <li key={id}>
            <Link
              to={{ screen: 'conversations', view: null, saved: id, conversationId: null }}
              isCurrent={lists.savedId.value === id}
              onFollow={ui.dismiss}
            >
              <Icon name={isPinned ? 'pin' : ICONS[scope.type]} />
              <span class="cut" dir="auto">
                {name}
              </span>
              {found && found.count > 0 && (
                <span class="n">{countText(found.count, found.truncated || undefined)}</span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** What is open in one department. */
function DepartmentView({ id, name }: { id: DepartmentId; name: string }) {
  const { goToView, lists, ui } = useWorkbench()
  return (
    <Link
      to={{ screen: 'conversations', view: 'open', conversationId: null }}
      onFollow={() => {
        goToView('open')
        lists.setFilter({ department: [id] })
        ui.dismiss()
      }}
    >
      <Icon name="users" />
      <span class="cut" dir="auto">
        {name}
      </span>
    </Link>
  )
}
