import { reportOn } from '../../format/contrast.ts'
import { t } from '../../i18n/translate.ts'
import type { SiteFormModel } from '../../models/site-form-model.ts'

const FALLBACK = '#006677'

/** The panel's head, an exchange and the launcher in the colour that is being chosen. */
export function SitePreview({ model }: { model: SiteFormModel }) {
  const { color, name, greeting, side, theme } = model.values.value
  const fill = model.isColorWrong.value ? FALLBACK : color
  const ink = reportOn(fill).ink === 'white' ? '#ffffff' : '#1b1a19'
  return (
    <section class="sec pv" aria-labelledby="site-preview">
      <h2 id="site-preview">{t('site.preview')}</h2>
      <div class="stage" data-side={side} data-theme={theme === 'auto' ? undefined : theme} aria-hidden="true">
        <div class="pv-panel">
          <p class="pv-head" style={{ background: fill, color: ink }}>
            {name}
          </p>
          <p class="b">{greeting || t('site.preview.greeting')}</p>
          <p class="b pv-own" style={{ background: fill, color: ink }}>
            {t('site.preview.visitor')}
          </p>
        </div>
        <span class="pv-launcher" style={{ background: fill, color: ink }}>
          <svg viewBox="0 0 30 30" aria-hidden="true">
            <path d="M7.6 11.4h11M11.9 18.6h10.5" />
          </svg>
        </span>
      </div>
    </section>
  )
}
