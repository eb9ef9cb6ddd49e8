import { ClientError } from '@parley/client'
import type { CannedResponse } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { problemText } from '../../format/problems.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { scopeText, type useDepartments } from './ScopeChoice.tsx'

type Props = { one: CannedResponse; departments: ReturnType<typeof useDepartments>; onEdit(): void }

/** One of the list, with what can be done to it by whoever looks. */
export function CannedRow({ one, departments, onEdit }: Props) {
  const { me } = useWorkbench()
  const { shortcut, title, category, scope } = one
  const isMine = scope.type === 'personal' || me.role !== 'agent'
  const remove = useRemoval(one)
  return (
    <li class="tile">
      <span class="grow">
        <b class="cut">
          {title} <code>/{shortcut}</code>
        </b>
        <span class="muted cut">{[category, usesText(one)].filter(Boolean).join(' · ')}</span>
      </span>
      <span class="chip">{scopeText(scope, departments)}</span>
      {isMine ? (
        <span class="row">
          <button
            type="button"
            class="ib"
            aria-label={t('canned.edit', { name: title })}
            title={t('canned.edit', { name: title })}
            onClick={onEdit}
          >
            <Icon name="edit" />
          </button>
          <button
            type="button"
            class="ib"
            aria-label={t('canned.delete', { name: title })}
            title={t('canned.delete', { name: title })}
            onClick={() => void remove()}
          >
            <Icon name="trash" />
          </button>
        </span>
      ) : (
        <span title={t('canned.not_yours')}>
          <Icon name="lock" size={16} />
          <span class="vh">{t('canned.not_yours')}</span>
        </span>
      )}
    </li>
  )
}

function usesText({ uses, usedAt }: CannedResponse): string {
  if (uses === 0) return t('canned.uses.none')
  const count = t('canned.uses', { count: uses })
  return usedAt ? `${count}, ${t('canned.uses.last', { date: fullTime(usedAt) })}` : count
}

/** Deletes at once, and can take it back. */
function useRemoval(one: CannedResponse) {
  const { canned, toasts } = useWorkbench()
  const name = one.title
  async function told(task: () => Promise<unknown>, text: string, undo?: () => void) {
    try {
      await task()
      toasts.show({ text, tone: 'plain', ...(undo && { undo }) })
    } catch (error) {
      const { code, retryAfterMs } = error instanceof ClientError ? error : new ClientError('internal_error', 0)
      toasts.show({ text: problemText({ code, retryAfterMs }), tone: 'problem' })
    }
  }
  return () =>
    told(
      () => canned.remove(one),
      t('canned.deleted', { name }),
      () => void told(() => canned.restore(one), t('canned.restored', { name })),
    )
}
