import type { PrivacyOptions } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { SectionModel, type Wrong } from '../../models/section-model.ts'
import { TextField } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { SectionForm, type SitePageProps } from './SectionForm.tsx'

const CONSENTS = ['granted', 'pending'] as const

function judge({ noticeUrl }: PrivacyOptions): Wrong {
  return /^$|^https?:\/\/\S+$/.test(noticeUrl) ? {} : { noticeUrl: t('privacy.noticeUrl.wrong') }
}

/** What is kept in the visitor's browser, and what he is told of it. */
export function PrivacyPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'privacy' }, sites, judge), [site.id])
  const { consent, notice, noticeUrl } = model.values.value
  return (
    <SectionForm site={site} title={t('site.page.privacy')} lead={t('privacy.page.lead')} model={model}>
      <section class="sec" aria-labelledby="privacy-storage">
        <h2 id="privacy-storage">{t('privacy.storage')}</h2>
        <Select
          label={t('privacy.consent')}
          hint={t('privacy.consent.hint')}
          value={consent}
          choices={CONSENTS.map((value) => ({ value, label: t(`privacy.consent.${value}`) }))}
          onChange={(chosen) => model.set({ consent: chosen })}
        />
        <LocaleChoice locale={model.locale} texts={[notice]} />
        <LocaleText
          label={t('privacy.notice')}
          {...{ locale: model.locale.value, max: 400, text: notice, rows: 3 }}
          placeholder={t('privacy.notice.default')}
          onChange={(text) => model.set({ notice: text })}
        />
        <TextField
          label={t('privacy.noticeUrl')}
          isOptional
          value={noticeUrl}
          error={model.wrong.value['noticeUrl'] ?? null}
          maxlength={2000}
          placeholder="https://www.example.com/privacy"
          onInput={({ currentTarget }) => model.set({ noticeUrl: currentTarget.value.trim() })}
        />
      </section>
    </SectionForm>
  )
}
