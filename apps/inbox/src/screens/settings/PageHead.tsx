import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/translate.ts'

type Props = { title: string; lead: string; children?: ComponentChildren }

/** Title, one line of what the page is for, and its one action. */
export function PageHead({ title, lead, children }: Props) {
  return (
    <header class="page-h">
      <div class="grow">
        <h1>{title}</h1>
        <p>{lead}</p>
      </div>
      {children}
    </header>
  )
}

/** Loading and failing, in the place of what should stand there. */
export function Pending({ state, onRetry }: { state: 'loading' | 'failed'; onRetry(): void }) {
  if (state === 'loading') {
    return (
      <div class="skel-lines" aria-busy="true">
        <span class="skel skel-a" />
        <span class="skel skel-b" />
        <span class="skel skel-a" />
      </div>
    )
  }
  return (
    <div role="alert">
      <p>{t('settings.failed')}</p>
      <button type="button" class="btn" onClick={onRetry}>
        {t('action.retry')}
      </button>
    </div>
  )
}
