import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'
import { NoticeList } from './NoticeList.tsx'
import { CHOICES, NOTICES } from './place.ts'

/** The newest notices, over whatever is on screen. */
export function NoticePanel({ onClose }: { onClose(): void }) {
  const { notices } = useWorkbench()
  return (
    <>
      <header class="notices-h">
        <h2>{t('nav.notices')}</h2>
        <button
          type="button"
          class="btn btn-quiet"
          disabled={notices.unread.value === 0}
          onClick={() => void notices.mark({ isRead: true })}
        >
          {t('notices.all_read')}
        </button>
        <Link to={CHOICES} class="ib" label={t('settings.notifications')} onFollow={onClose}>
          <Icon name="settings" size={16} />
        </Link>
      </header>
      <NoticeList onOpen={onClose} />
      <footer class="notices-f">
        <Link to={NOTICES} onFollow={onClose}>
          {t('notices.see_all')}
        </Link>
      </footer>
    </>
  )
}
