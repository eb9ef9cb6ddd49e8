import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { runCommand } from '../../keyboard/commands.ts'
import { EmptyArt } from '../../ui/Mark.tsx'
import { KeyOf } from '../KeyOf.tsx'
import { Link } from '../Link.tsx'
import { settingsRoute } from '../Rail.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'

/** No conversation is open: says what there is to do, and offers the one next thing. */
export function EmptyThread() {
  const bench = useWorkbench()
  const { waiting, open } = bench.counts.counts.value
  const text = waiting ? t('thread.empty.waiting', { count: waiting }) : t('thread.empty.none')
  return (
    <section class="th" aria-label={t('thread.label')}>
      <ConnectionBanner />
      <div class="empty">
        <EmptyArt />
        <h2>{waiting === 0 && open === 0 ? t('thread.empty.answered') : t('thread.empty.title')}</h2>
        <p>{text}</p>
        <div class="row">
          {Boolean(waiting) && (
            <button type="button" class="btn btn-primary" onClick={() => runCommand(bench, 'take-next')}>
              {t('command.take-next')} <KeyOf id="take-next" />
            </button>
          )}
          {open === 0 && bench.canManage && (
            <Link to={settingsRoute('sites')} class="btn">
              {t('thread.empty.install')}
            </Link>
          )}
          {bench.view.value !== 'all' && (
            <button type="button" class="btn" onClick={() => bench.goToView('all')}>
              {t('thread.empty.all')}
            </button>
          )}
        </div>
      </div>
    </section>
  )
}
