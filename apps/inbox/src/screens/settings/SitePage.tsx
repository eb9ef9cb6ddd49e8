import type { Site } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { offered } from '../../models/locales.ts'
import { SiteFormModel } from '../../models/site-form-model.ts'
import type { SitesModel } from '../../models/sites-model.ts'
import type { SitePageName } from '../../routes.ts'
import { Field, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { Link } from '../Link.tsx'
import { settingsRoute } from '../Rail.tsx'
import { Appearance } from './Appearance.tsx'
import { CopyField } from './CopyField.tsx'
import { localeChoices } from './LocaleTexts.tsx'
import { PageHead, Pending } from './PageHead.tsx'
import { Preview } from './Preview.tsx'
import { SaveBar } from './SaveBar.tsx'
import { SITE_PAGE_VIEWS } from './site-pages.ts'

type Props = { id: string; page: SitePageName | null; sites: SitesModel }

/** One site: its first page, or the one that the address names. */
export function SitePage({ id, page, sites }: Props) {
  const state = sites.state.value
  const site = sites.sites.value.find((one) => one.id === id)
  const View = page ? SITE_PAGE_VIEWS[page]?.View : undefined
  if (site && View) return <View site={site} sites={sites} />
  if (site) return <SiteForm key={site.id} site={site} sites={sites} />
  return (
    <div class="sform">
      {state === 'ready' ? (
        <PageHead title={t('site.gone')} lead={t('site.gone.what')}>
          <Link to={settingsRoute('sites')} class="btn">
            {t('settings.sites')}
          </Link>
        </PageHead>
      ) : (
        <Pending state={state} onRetry={sites.retry} />
      )}
    </div>
  )
}

function SiteForm({ site, sites }: { site: Site; sites: SitesModel }) {
  const { toasts } = useWorkbench()
  const model = useMemo(() => new SiteFormModel(site, sites), [site.id])
  return (
    <form
      class="swide"
      onSubmit={async (event) => {
        event.preventDefault()
        if (await model.save()) toasts.show({ text: t('site.saved'), tone: 'plain' })
      }}
    >
      <div class="swide-cols">
        <div class="sform">
          <Link to={settingsRoute('sites')} class="crumb">
            <Icon name="chevron-left" size={16} />
            {t('settings.sites')}
          </Link>
          <PageHead title={site.name} lead={t('site.lead')} />
          <section class="sec" aria-labelledby="site-install">
            <h2 id="site-install">{t('site.install')}</h2>
            <p>{t('site.install.what')}</p>
            <CopyField label={t('site.snippet')} text={site.snippet} />
          </section>
          <General model={model} />
          <Appearance model={model} />
        </div>
        <Preview site={{ ...site, ...shownOf(site, model) }} start="home" />
      </div>
      <SaveBar model={model} />
    </form>
  )
}

/** What of the values that are being edited a visitor sees. */
function shownOf({ options }: Site, { values }: SiteFormModel) {
  const { name, color, side, theme, greeting, language, logo, radius } = values.value
  return { name: name.trim(), color, side, theme, greeting, language, logo, options: { ...options, look: { radius } } }
}

function General({ model }: { model: SiteFormModel }) {
  const values = model.values.value
  const wrong = model.wrongOrigins.value[0]
  return (
    <section class="sec" aria-labelledby="site-general">
      <h2 id="site-general">{t('site.general')}</h2>
      <TextField
        label={t('site.name')}
        maxlength={60}
        value={values.name}
        error={model.isNameMissing.value ? t('site.name.missing') : null}
        onInput={(event) => model.set({ name: event.currentTarget.value })}
      />
      <TextField
        label={t('site.greeting')}
        hint={t('site.greeting.hint')}
        isOptional
        maxlength={200}
        value={values.greeting}
        onInput={(event) => model.set({ greeting: event.currentTarget.value })}
      />
      <Select
        label={t('site.language')}
        hint={t('site.language.hint')}
        value={offered(values.language)}
        choices={localeChoices()}
        onChange={(language) => model.set({ language })}
      />
      <Field
        label={t('site.origins')}
        hint={t('site.origins.hint')}
        error={wrong ? t('site.origins.wrong', { origin: wrong }) : null}
      >
        {(ids) => (
          <textarea
            class="input mono"
            rows={3}
            placeholder="https://www.example.com"
            value={values.origins}
            onInput={(event) => model.set({ origins: event.currentTarget.value })}
            {...ids}
          />
        )}
      </Field>
    </section>
  )
}
