import type { HomeOptions } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { SectionModel, type SectionModel as SectionModelOf, type Wrong } from '../../models/section-model.ts'
import { FieldError, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { Preview } from './Preview.tsx'
import { SectionForm, type SitePageProps, withSection } from './SectionForm.tsx'

const ADDRESS = /^(https?:\/\/|mailto:|tel:)\S+$/
const MOST_LINKS = 8
const HEADERS = ['tinted', 'solid', 'plain'] as const

/** The first link that leads nowhere, by its place. */
function judge({ links }: HomeOptions): Wrong {
  return Object.fromEntries(
    links.flatMap(({ url }, at) => (ADDRESS.test(url) ? [] : [[`link ${at}`, t('home.link.wrong')]])),
  )
}

type Model = SectionModelOf<'home'>

/** What the visitor meets first. */
export function HomePage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'home' }, sites, judge), [site.id])
  const values = model.values.value
  const texts = [values.greeting, values.lead, ...values.links.map(({ label }) => label)]
  const locale = model.locale.value
  return (
    <SectionForm
      site={site}
      title={t('site.page.home')}
      lead={t('home.page.lead')}
      model={model}
      preview={<Preview site={withSection(site, 'home', values)} start="home" locale={model.locale} />}
    >
      <section class="sec" aria-labelledby="home-texts">
        <h2 id="home-texts">{t('home.texts')}</h2>
        <Switch label={t('home.on')} hint={t('home.on.hint')} isOn={values.on} onChange={(on) => model.set({ on })} />
        <LocaleChoice locale={model.locale} texts={texts} />
        <LocaleText
          label={t('home.greeting')}
          {...{ locale, max: 200, text: values.greeting, placeholder: site.greeting || t('site.preview.greeting') }}
          onChange={(greeting) => model.set({ greeting })}
        />
        <LocaleText
          label={t('home.lead')}
          {...{ locale, max: 300, text: values.lead, rows: 2 }}
          onChange={(lead) => model.set({ lead })}
        />
        <Select
          label={t('home.header')}
          value={values.header}
          choices={HEADERS.map((value) => ({ value, label: t(`home.header.${value}`) }))}
          onChange={(header) => model.set({ header })}
        />
      </section>
      <section class="sec" aria-labelledby="home-team">
        <h2 id="home-team">{t('home.team')}</h2>
        <Switch
          label={t('home.showTeam')}
          hint={t('home.showTeam.hint')}
          isOn={values.showTeam}
          onChange={(showTeam) => model.set({ showTeam })}
        />
        <Switch
          label={t('home.showReplyTime')}
          hint={t('home.showReplyTime.hint')}
          isOn={values.showReplyTime}
          onChange={(showReplyTime) => model.set({ showReplyTime })}
        />
      </section>
      <Links model={model} />
    </SectionForm>
  )
}

function Links({ model }: { model: Model }) {
  const { links } = model.values.value
  const set = (at: number, change: Partial<HomeOptions['links'][number]>) =>
    model.set({ links: links.map((one, n) => (n === at ? { ...one, ...change } : one)) })
  return (
    <section class="sec" aria-labelledby="home-links">
      <h2 id="home-links">{t('home.links')}</h2>
      {links.map(({ label, url }, at) => (
        <fieldset key={at} class="fr link-row">
          <legend class="vh">{t('home.link', { n: at + 1 })}</legend>
          <LocaleText
            label={t('home.link.label')}
            {...{ locale: model.locale.value, max: 80, text: label }}
            onChange={(text) => set(at, { label: text })}
          />
          <TextField
            label={t('home.link.url')}
            value={url}
            maxlength={2000}
            placeholder="https://www.example.com/delivery"
            onInput={({ currentTarget }) => set(at, { url: currentTarget.value.trim() })}
          />
          <button
            type="button"
            class="ib"
            aria-label={t('home.link.remove', { n: at + 1 })}
            onClick={() => model.set({ links: links.filter((_, n) => n !== at) })}
          >
            <Icon name="close" />
          </button>
          {url !== '' && model.wrong.value[`link ${at}`] && <FieldError text={model.wrong.value[`link ${at}`] ?? ''} />}
        </fieldset>
      ))}
      {links.length < MOST_LINKS && (
        <button
          type="button"
          class="btn btn-start"
          onClick={() => model.set({ links: [...links, { label: {}, url: '' }] })}
        >
          <Icon name="plus" size={16} />
          {t('home.link.add')}
        </button>
      )}
    </section>
  )
}
