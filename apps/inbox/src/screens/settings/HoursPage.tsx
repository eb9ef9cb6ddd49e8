import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { judgeHours, previewOf, weekdayNames } from '../../models/hours-words.ts'
import { SectionModel, type SectionModel as SectionModelOf } from '../../models/section-model.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { DayRanges } from './DayRanges.tsx'
import { HoursExceptions } from './HoursExceptions.tsx'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { SectionForm, type SitePageProps } from './SectionForm.tsx'

type HoursModel = SectionModelOf<'hours'>

const WEEKDAYS = 5

/** When somebody is there: zone, week, exceptions, and what is said while closed. */
export function HoursPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'hours' }, sites, judgeHours), [site.id])
  const values = model.values.value
  return (
    <SectionForm site={site} title={t('site.page.hours')} lead={t('hours.lead')} model={model}>
      <section class="sec" aria-labelledby="hours-now">
        <h2 id="hours-now">{t('hours.now')}</h2>
        <Switch label={t('hours.on')} hint={t('hours.on.hint')} isOn={values.on} onChange={(on) => model.set({ on })} />
        <ZoneField model={model} />
        <Now model={model} />
      </section>
      <Week model={model} />
      <HoursExceptions model={model} />
      <section class="sec" aria-labelledby="hours-message">
        <h2 id="hours-message">{t('hours.message')}</h2>
        <LocaleChoice locale={model.locale} texts={[values.message]} />
        <LocaleText
          label={t('hours.message')}
          hint={t('hours.message.hint')}
          {...{ locale: model.locale.value, max: 300, text: values.message, rows: 2 }}
          placeholder={t('hours.message.example')}
          onChange={(message) => model.set({ message })}
        />
      </section>
    </SectionForm>
  )
}

/** The browser's own list searches while one types. */
function ZoneField({ model }: { model: HoursModel }) {
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')], [])
  return (
    <Field label={t('hours.zone')} hint={t('hours.zone.hint')} error={model.wrong.value['zone'] ?? null}>
      {(ids) => (
        <>
          <input
            class="input"
            list="hours-zones"
            autocomplete="off"
            spellcheck={false}
            maxLength={64}
            value={model.values.value.zone}
            onInput={({ currentTarget }) => model.set({ zone: currentTarget.value.trim() })}
            {...ids}
          />
          <datalist id="hours-zones">
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

function Now({ model }: { model: HoursModel }) {
  const preview = previewOf(model.values.value, new Date())
  if (!preview) return null
  return (
    <p class="hours-now" role="status">
      <span class={`dot ${preview.isOpen ? 'dot-on' : 'dot-off'}`} aria-hidden="true" />
      <b>{t(preview.isOpen ? 'hours.now.open' : 'hours.now.closed')}</b>
      <span>{preview.next}</span>
    </p>
  )
}

function Week({ model }: { model: HoursModel }) {
  const names = weekdayNames()
  const { week } = model.values.value
  return (
    <section class="sec" aria-labelledby="hours-week">
      <h2 id="hours-week">{t('hours.week')}</h2>
      <ul class="hours-week">
        {week.map((ranges, at) => {
          const day = names[at] ?? ''
          const copy = () => model.set({ week: week.map((one, n) => (n < WEEKDAYS ? ranges : one)) })
          return (
            <li key={day}>
              <b class="label">{day}</b>
              <DayRanges
                {...{ day, ranges, wrong: model.wrong.value[`week ${at}`] }}
                onChange={(next) => model.set({ week: week.map((one, n) => (n === at ? next : one)) })}
              />
              <button
                type="button"
                class="ib"
                aria-label={t('hours.copy', { day })}
                title={t('hours.copy', { day })}
                onClick={copy}
              >
                <Icon name="copy" size={16} />
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
