import type { LauncherOptions } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { SectionModel, type Wrong } from '../../models/section-model.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { SectionForm, type SitePageProps } from './SectionForm.tsx'

const SHAPES = ['bubble', 'none'] as const
/** CSS pixels. */
const FARTHEST = 400
const HIGHEST = 2_147_483_647

const isBetween = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most

function judge({ x, y, zIndex }: LauncherOptions): Wrong {
  const wrong = t('launcher.distance.wrong')
  return {
    ...(!isBetween(x, FARTHEST) && { x: wrong }),
    ...(!isBetween(y, FARTHEST) && { y: wrong }),
    ...(!isBetween(zIndex, HIGHEST) && { zIndex: t('launcher.zIndex.wrong') }),
  }
}

/** How the chat is opened, and where that stands. */
export function LauncherPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'launcher' }, sites, judge), [site.id])
  const values = model.values.value
  const wrong = model.wrong.value
  return (
    <SectionForm site={site} title={t('site.page.launcher')} lead={t('launcher.lead')} model={model}>
      <section class="sec" aria-labelledby="launcher-shape">
        <h2 id="launcher-shape">{t('launcher.look')}</h2>
        <Select
          label={t('launcher.shape')}
          {...(values.shape === 'none' && { hint: t('launcher.shape.none.hint') })}
          value={values.shape === 'none' ? 'none' : 'bubble'}
          choices={SHAPES.map((value) => ({ value, label: t(`launcher.shape.${value}`) }))}
          onChange={(shape) => model.set({ shape })}
        />
        <LocaleChoice locale={model.locale} texts={[values.label]} />
        <LocaleText
          label={t('launcher.label')}
          hint={t('launcher.label.hint')}
          {...{ locale: model.locale.value, max: 40, text: values.label }}
          onChange={(label) => model.set({ label })}
        />
        <Switch
          label={t('launcher.hideOnPhones')}
          hint={t('launcher.hideOnPhones.hint')}
          isOn={values.hideOnPhones}
          onChange={(hideOnPhones) => model.set({ hideOnPhones })}
        />
      </section>
      <section class="sec" aria-labelledby="launcher-place">
        <h2 id="launcher-place">{t('launcher.place')}</h2>
        <NumberField
          label={t('launcher.x')}
          error={wrong['x'] ?? null}
          {...{ min: 0, max: FARTHEST, value: values.x }}
          onChange={(x) => model.set({ x })}
        />
        <NumberField
          label={t('launcher.y')}
          error={wrong['y'] ?? null}
          {...{ min: 0, max: FARTHEST, value: values.y }}
          onChange={(y) => model.set({ y })}
        />
        <NumberField
          label={t('launcher.zIndex')}
          hint={t('launcher.zIndex.hint')}
          error={wrong['zIndex'] ?? null}
          {...{ min: 0, max: HIGHEST, value: values.zIndex }}
          onChange={(zIndex) => model.set({ zIndex })}
        />
      </section>
    </SectionForm>
  )
}
