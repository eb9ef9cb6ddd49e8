import { ClientError } from '@parley/client'
import type { Scope } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { problemText } from '../../format/problems.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'

type Props = { scope: Scope; name: string; onEdit(): void; onDelete(): void }

/** What somebody may do to one of a list that others may use too. */
export function KeptTools({ scope, name, onEdit, onDelete }: Props) {
  const { me } = useWorkbench()
  if (scope.type !== 'personal' && me.role === 'agent')
    return (
      <span title={t('canned.not_yours')}>
        <Icon name="lock" size={16} />
        <span class="vh">{t('canned.not_yours')}</span>
      </span>
    )
  return (
    <span class="row">
      <button
        type="button"
        class="ib"
        aria-label={t('canned.edit', { name })}
        title={t('canned.edit', { name })}
        onClick={onEdit}
      >
        <Icon name="edit" />
      </button>
      <button
        type="button"
        class="ib"
        aria-label={t('canned.delete', { name })}
        title={t('canned.delete', { name })}
        onClick={onDelete}
      >
        <Icon name="trash" />
      </button>
    </span>
  )
}

type Ways = { remove(): Promise<unknown>; restore(): Promise<unknown> }

/** Deletes at once, and can take it back. */
export function useRemoval(name: string, { remove, restore }: Ways) {
  const { toasts } = useWorkbench()
  async function told(task: () => Promise<unknown>, text: string, undo?: () => void) {
    try {
      await task()
      toasts.show({ text, tone: 'plain', ...(undo && { undo }) })
    } catch (error) {
      const { code, retryAfterMs } = error instanceof ClientError ? error : new ClientError('internal_error', 0)
      toasts.show({ text: problemText({ code, retryAfterMs }), tone: 'problem' })
    }
  }
  return () => told(remove, t('canned.deleted', { name }), () => void told(restore, t('canned.restored', { name })))
}
