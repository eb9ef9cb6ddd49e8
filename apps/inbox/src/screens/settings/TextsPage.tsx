import type { TextsOptions } from '@parley/protocol'
import { strangersIn, TEXT_KEYS, TEXT_LENGTH, type TextKey } from '@parley/protocol/look'
import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { MessageKey } from '../../i18n/messages.ts'
import { language, t } from '../../i18n/translate.ts'
import { SectionModel, type Wrong } from '../../models/section-model.ts'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { Preview } from './Preview.tsx'
import { SectionForm, type SitePageProps, withSection } from './SectionForm.tsx'

/** Where on the way of a visitor each is said. */
const GROUPS: readonly { title: MessageKey; keys: readonly TextKey[] }[] = [
  { title: 'texts.begin', keys: ['start', 'placeholder', 'kept', 'consent_text', 'consent_yes', 'consent_no'] },
  { title: 'texts.there', keys: ['online', 'away', 'not_there', 'write_anyway', 'offline_thanks', 'offline_soon'] },
  { title: 'texts.waiting', keys: ['finding', 'queue_place', 'queue_next', 'queue_wait', 'queue_soon'] },
  { title: 'texts.reach', keys: ['capture_title', 'capture_email', 'capture_phone'] },
  { title: 'texts.end', keys: ['end_ask', 'ended', 'closed', 'rate_how', 'rate_with', 'rate_thanks', 'blocked'] },
]

/** By key and locale; the text of the language on screen is where it can be mended. */
function judge({ said }: TextsOptions): Wrong {
  const all = Object.entries(said).flatMap(([key, text]) =>
    Object.entries(text ?? {}).flatMap(([locale, words]) => {
      const [name] = strangersIn(key as TextKey, words ?? '')
      return name ? [[`${key} ${locale}`, name] as const] : []
    }),
  )
  return Object.fromEntries(all)
}

/** Languages that are not on screen and have something to be changed: whoever cannot save would not find it. */
function elsewhere(wrong: Wrong, locale: string): string {
  const tags = new Set(Object.keys(wrong).map((place) => place.slice(place.indexOf(' ') + 1)))
  tags.delete(locale)
  const names = new Intl.DisplayNames([language()], { type: 'language' })
  const languages = [...tags].map((tag) => names.of(tag) ?? tag).join(', ')
  return languages && t('texts.elsewhere', { languages })
}

/** The operator's own words in place of the widget's. */
export function TextsPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'texts' }, sites, judge), [site.id])
  const ours = useMemo(() => signal<Partial<Record<string, string>>>({}), [])
  const { said } = model.values.value
  const locale = model.locale.value
  const write = (key: TextKey, text: NonNullable<TextsOptions['said'][TextKey]>) => {
    const { [key]: _, ...others } = said
    model.set({ said: Object.keys(text).length > 0 ? { ...others, [key]: text } : others })
  }
  const hintOf = (key: TextKey) => {
    const names = TEXT_KEYS[key].map((name) => `{${name}}`).join(', ')
    return names && t('texts.values', { names })
  }
  return (
    <SectionForm
      site={site}
      title={t('site.page.texts')}
      lead={t('texts.lead')}
      model={model}
      preview={
        <Preview
          site={withSection(site, 'texts', model.values.value)}
          start="thread"
          locale={model.locale}
          onTexts={(texts) => {
            ours.value = texts
          }}
        />
      }
    >
      <section class="sec">
        <LocaleChoice
          locale={model.locale}
          texts={Object.values(said)}
          hint={t('texts.which')}
          error={elsewhere(model.wrong.value, locale) || null}
        />
      </section>
      {GROUPS.map(({ title, keys }) => (
        <section key={title} class="sec" aria-labelledby={title}>
          <h2 id={title}>{t(title)}</h2>
          {keys.map((key) => {
            const name = model.wrong.value[`${key} ${locale}`]
            return (
              <LocaleText
                key={key}
                label={t(`texts.key.${key}`)}
                hint={hintOf(key)}
                error={name ? t('texts.stranger', { name: `{${name}}` }) : null}
                {...{ locale, max: TEXT_LENGTH, text: said[key] ?? {}, placeholder: ours.value[key] ?? '' }}
                onChange={(text) => write(key, text)}
              />
            )
          })}
        </section>
      ))}
    </SectionForm>
  )
}
