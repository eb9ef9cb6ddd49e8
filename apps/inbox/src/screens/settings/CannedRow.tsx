import type { CannedResponse } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { KeptTools, useRemoval } from './KeptTools.tsx'
import { scopeText, type useDepartments } from './ScopeChoice.tsx'

type Props = { one: CannedResponse; departments: ReturnType<typeof useDepartments>; onEdit(): void }

/** One of the list, with what can be done to it by whoever looks. */
export function CannedRow({ one, departments, onEdit }: Props) {
  const { canned } = useWorkbench()
  const { shortcut, title, category, scope, files } = one
  const filed = files.length > 0 && t('row.files', { count: files.length })
  const remove = useRemoval(title, { remove: () => canned.remove(one), restore: () => canned.restore(one) })
  return (
    <li class="tile">
      <span class="grow">
        <b class="cut">
          {title} <code>/{shortcut}</code>
        </b>
        <span class="muted cut">{[category, filed, usesText(one)].filter(Boolean).join(' · ')}</span>
      </span>
      <span class="chip">{scopeText(scope, departments)}</span>
      <KeptTools {...{ scope, name: title, onEdit }} onDelete={() => void remove()} />
    </li>
  )
}

function usesText({ uses, usedAt }: CannedResponse): string {
  if (uses === 0) return t('canned.uses.none')
  const count = t('canned.uses', { count: uses })
  return usedAt ? `${count}, ${t('canned.uses.last', { date: fullTime(usedAt) })}` : count
}
