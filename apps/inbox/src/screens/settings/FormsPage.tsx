import type { FormsOptions } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { asksForContact, wrongOf } from '../../models/form-fields.ts'
import { SectionModel, type Wrong } from '../../models/section-model.ts'
import { FieldError } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { FormFields } from './FormFields.tsx'
import { LocaleChoice } from './LocaleTexts.tsx'
import { Preview } from './Preview.tsx'
import { SectionForm, type SitePageProps, withSection } from './SectionForm.tsx'

const PRESETS = ['none', 'name', 'full'] as const
const CAPTURES = ['none', 'email', 'phone'] as const

function judge({ prechat, offline }: FormsOptions): Wrong {
  return {
    ...wrongOf('prechat', prechat),
    ...wrongOf('offline', offline),
    ...(!asksForContact(offline) && { offline: 'contact' }),
  }
}

/** What visitors are asked: before the chat, while closed, and after the first message. */
export function FormsPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'forms' }, sites, judge), [site.id])
  const { preset, prechat, offlineOn, offline, capture } = model.values.value
  const texts = [prechat, offline].flatMap(({ title, lead, fields }) => [
    title,
    lead,
    ...fields.map((one) => one.label),
  ])
  const locale = model.locale.value
  return (
    <SectionForm
      site={site}
      title={t('site.page.forms')}
      lead={t('forms.lead')}
      model={model}
      preview={<Preview site={withSection(site, 'forms', model.values.value)} start="prechat" locale={model.locale} />}
    >
      <section class="sec" aria-labelledby="forms-before">
        <h2 id="forms-before">{t('forms.before')}</h2>
        <LocaleChoice locale={model.locale} texts={texts} />
        <Select
          label={t('forms.preset')}
          hint={t('forms.preset.hint')}
          value={preset}
          choices={PRESETS.map((value) => ({ value, label: t(`forms.preset.${value}`) }))}
          onChange={(chosen) => model.set({ preset: chosen })}
        />
        {preset === 'full' && (
          <FormFields name="prechat" form={prechat} locale={locale} set={(form) => model.set({ prechat: form })} />
        )}
      </section>
      <section class="sec" aria-labelledby="forms-offline">
        <h2 id="forms-offline">{t('forms.offline')}</h2>
        <Switch
          label={t('forms.offlineOn')}
          hint={t('forms.offlineOn.hint')}
          isOn={offlineOn}
          onChange={(on) => model.set({ offlineOn: on })}
        />
        {offlineOn && (
          <FormFields name="offline" form={offline} locale={locale} set={(form) => model.set({ offline: form })} />
        )}
        {model.wrong.value['offline'] && <FieldError text={t('forms.wrong.offline')} />}
      </section>
      <section class="sec" aria-labelledby="forms-after">
        <h2 id="forms-after">{t('forms.after')}</h2>
        <Select
          label={t('forms.capture')}
          hint={t('forms.capture.hint')}
          value={capture}
          choices={CAPTURES.map((value) => ({ value, label: t(`forms.capture.${value}`) }))}
          onChange={(chosen) => model.set({ capture: chosen })}
        />
      </section>
    </SectionForm>
  )
}
