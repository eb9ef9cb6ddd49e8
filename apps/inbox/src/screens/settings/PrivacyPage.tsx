import type { PrivacyOptions } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { SectionModel, type Wrong } from '../../models/section-model.ts'
import { TextField } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { IdentityKeys } from './IdentityKeys.tsx'
import { ListField } from './ListField.tsx'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { SectionForm, type SitePageProps } from './SectionForm.tsx'

const CONSENT = ['granted', 'pending'] as const
const MOST_TAGS = 50
const LONGEST_TAG = 40

function judge({ noticeUrl, pageTags }: PrivacyOptions): Wrong {
  return {
    ...(noticeUrl !== '' && !/^https?:\/\/\S+$/.test(noticeUrl) && { noticeUrl: t('privacy.noticeUrl.wrong') }),
    ...((pageTags.length > MOST_TAGS || pageTags.some((tag) => tag.length > LONGEST_TAG)) && {
      pageTags: t('privacy.pageTags.wrong'),
    }),
  }
}

/** Who visitors have to be, what may be stored in their browsers, and what is written down of them. */
export function PrivacyPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'privacy' }, sites, judge), [site.id])
  const values = model.values.value
  const wrong = model.wrong.value
  return (
    <SectionForm site={site} title={t('site.page.privacy')} lead={t('privacy.lead')} model={model}>
      <section class="sec" aria-labelledby="privacy-identity">
        <h2 id="privacy-identity">{t('privacy.identity')}</h2>
        <Switch
          label={t('privacy.identityRequired')}
          hint={t('privacy.identityRequired.hint')}
          isOn={values.identityRequired}
          onChange={(identityRequired) => model.set({ identityRequired })}
        />
      </section>
      <IdentityKeys />
      <section class="sec" aria-labelledby="privacy-page">
        <h2 id="privacy-page">{t('privacy.page')}</h2>
        <Switch
          label={t('privacy.pages')}
          hint={t('privacy.pages.hint')}
          isOn={values.pages}
          onChange={(pages) => model.set({ pages })}
        />
        <Switch
          label={t('privacy.live')}
          hint={t('privacy.live.hint')}
          isOn={values.live}
          onChange={(live) => model.set({ live })}
        />
        <ListField
          label={t('privacy.pageTags')}
          hint={t('privacy.pageTags.hint')}
          error={wrong['pageTags'] ?? null}
          placeholder="vip, wholesale"
          list={values.pageTags}
          clean={(tag) => tag.trim()}
          onChange={(pageTags) => model.set({ pageTags })}
        />
      </section>
      <section class="sec" aria-labelledby="privacy-consent">
        <h2 id="privacy-consent">{t('privacy.consent')}</h2>
        <Select
          label={t('privacy.storage')}
          hint={t('privacy.storage.hint')}
          value={values.consent}
          choices={CONSENT.map((value) => ({ value, label: t(`privacy.storage.${value}`) }))}
          onChange={(consent) => model.set({ consent })}
        />
        <LocaleChoice locale={model.locale} texts={[values.notice]} />
        <LocaleText
          label={t('privacy.notice')}
          {...{ locale: model.locale.value, max: 400, text: values.notice, rows: 3 }}
          onChange={(notice) => model.set({ notice })}
        />
        <TextField
          label={t('privacy.noticeUrl')}
          error={wrong['noticeUrl'] ?? null}
          isOptional
          maxlength={2000}
          placeholder="https://www.example.com/privacy"
          value={values.noticeUrl}
          onInput={({ currentTarget }) => model.set({ noticeUrl: currentTarget.value.trim() })}
        />
      </section>
    </SectionForm>
  )
}
