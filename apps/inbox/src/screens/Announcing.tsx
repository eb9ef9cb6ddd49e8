import { useWorkbench } from '../context.ts'
import { fullTime } from '../format/times.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { LinkedText } from '../ui/LinkedText.tsx'

/** What was announced and not read yet: over everything, which makes room for it; one at a time. */
export function Announcing() {
  const { announcements, people } = useWorkbench()
  const one = announcements.shown.value
  return (
    <section aria-label={t('announced')} aria-live="polite">
      {one && (
        <div class="ann">
          <Icon name="flag" size={16} />
          <div class="grow">
            <b>{t('announced.by', { name: people.byId.value.get(one.by)?.name ?? t('who.colleague') })}</b>{' '}
            <time class="faint" dateTime={one.createdAt}>
              {fullTime(one.createdAt)}
            </time>
            <p dir="auto">
              <LinkedText text={one.text} />
            </p>
          </div>
          <button type="button" class="btn" onClick={() => announcements.dismiss(one.id)}>
            {t('announced.read')}
          </button>
        </div>
      )}
    </section>
  )
}
