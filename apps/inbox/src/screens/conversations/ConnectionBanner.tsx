import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'

/** What stands between us and the server, said under the header, never over content. */
export function ConnectionBanner() {
  const { banner, window } = useWorkbench()
  const state = banner.banner.value
  return (
    <div role="status">
      {state === 'slow' && (
        <p class="banner banner-warn">
          <span class="spin" />
          {t('banner.slow')}
        </p>
      )}
      {state === 'long' && (
        <p class="banner banner-danger">
          <Icon name="offline" size={16} />
          {t('banner.long')}
        </p>
      )}
      {state === 'back' && (
        <p class="banner banner-ok">
          <Icon name="check" size={16} />
          {t('banner.back')}
        </p>
      )}
      {state === 'stopped' && (
        <p class="banner banner-danger">
          <Icon name="offline" size={16} />
          <span class="grow">{t('banner.stopped')}</span>
          <button type="button" class="btn btn-s" onClick={window.reload}>
            {t('banner.reload')}
          </button>
        </p>
      )}
    </div>
  )
}
