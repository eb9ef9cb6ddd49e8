import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { PageHead } from '../settings/PageHead.tsx'
import { NoticeList } from './NoticeList.tsx'

/** The history of what the agent was told of. */
export function Notices() {
  const { notices } = useWorkbench()
  const count = notices.notices.value.length
  return (
    <main class="notices">
      <div class="sform">
        <PageHead title={t('nav.notices')} lead={t('notices.lead')}>
          <button
            type="button"
            class="btn"
            disabled={notices.unread.value === 0}
            onClick={() => void notices.mark({ isRead: true })}
          >
            {t('notices.all_read')}
          </button>
          <button type="button" class="btn" disabled={count === 0} onClick={() => void notices.clear()}>
            {t('notices.clear')}
          </button>
        </PageHead>
        <NoticeList />
      </div>
    </main>
  )
}
