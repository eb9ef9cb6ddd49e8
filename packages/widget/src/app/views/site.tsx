import { t } from '../i18n/translate.ts'
import type { SiteProps } from '../lazy/site.ts'
import { later } from '../ui/kit.ts'

/** What is said of the site; until it is there, what is known without it. Nothing stands where the home view will move it. */
export const Site = later<SiteProps>(
  () => import('../lazy/site.ts'),
  ({ part, instead }) => part === 'line' && instead && <p>{instead}</p>,
)

/** What stands in a conversation that has not begun. */
export function greeting({ settings, store }: SiteProps['models']) {
  return (
    <div class="hero">
      <b>{settings.greeting || t('hello')}</b>
      {store.consent === 'granted' && <p>{t('kept')}</p>}
    </div>
  )
}
