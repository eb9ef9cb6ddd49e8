import type { Site } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { SiteFormModel } from '../../models/site-form-model.ts'
import type { SitesModel } from '../../models/sites-model.ts'
import { Field, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { Link } from '../Link.tsx'
import { settingsRoute } from '../Rail.tsx'
import { Appearance } from './Appearance.tsx'
import { CopyField } from './CopyField.tsx'
import { PageHead, Pending } from './PageHead.tsx'
import { SitePreview } from './SitePreview.tsx'

export function SitePage({ id, sites }: { id: string; sites: SitesModel }) {
  const state = sites.state.value
  const site = sites.sites.value.find((one) => one.id === id)
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
        <SitePreview model={model} />
      </div>
      <SaveBar model={model} />
    </form>
  )
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
      <label class="togr">
        <span>
          <b class="label">{t('site.uploads')}</b>
          <span class="hint">{t('site.uploads.hint')}</span>
        </span>
        <input
          type="checkbox"
          role="switch"
          class="switch"
          checked={values.uploads}
          aria-checked={values.uploads}
          onChange={(event) => model.set({ uploads: event.currentTarget.checked })}
        />
      </label>
    </section>
  )
}

/** Docked to the foot while something is unsaved. */
function SaveBar({ model }: { model: SiteFormModel }) {
  const count = model.changes.value
  if (count === 0) return null
  return (
    <section class="savebar" aria-label={t('save.label')}>
      <span class="grow">
        <span class="sq sq-w" />
        {t('save.changes', { count })}
      </span>
      <Problem problem={model.problem.value} />
      <button type="button" class="btn btn-quiet" onClick={model.discard}>
        {t('save.discard')}
      </button>
      <SubmitButton
        isBusy={model.isBusy.value}
        isDisabled={!model.canSave.value}
        label={t('save.save')}
        busyLabel={t('save.saving')}
      />
    </section>
  )
}
