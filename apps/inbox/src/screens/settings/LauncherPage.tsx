import type { LauncherOptions } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { SectionModel, type SectionModel as SectionModelOf, type Wrong } from '../../models/section-model.ts'
import { TextField } from '../../ui/Field.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { Preview } from './Preview.tsx'
import { SectionForm, type SitePageProps, withSection } from './SectionForm.tsx'

const SHAPES = ['bubble', 'tab', 'none'] as const
const ELEMENTS = [
  ['avoid', '.go-to-top'],
  ['hideOn', '.full-screen-menu'],
  ['opener', '.ask-us'],
] as const
/** CSS pixels. */
const FARTHEST = 400
const HIGHEST = 2_147_483_647

const isBetween = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most

/** Whether the browser, which reads it on the pages too, takes `text` for a selector. */
function isSelector(text: string): boolean {
  try {
    return text.trim() === '' || document.createDocumentFragment().querySelector(text) === null
  } catch {
    return false
  }
}

function judge({ x, y, zIndex, ...others }: LauncherOptions): Wrong {
  const wrong = t('launcher.distance.wrong')
  const selectors = ELEMENTS.filter(([name]) => !isSelector(others[name]))
  return {
    ...Object.fromEntries(selectors.map(([name]) => [name, t('launcher.selector.wrong')])),
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
    <SectionForm
      site={site}
      title={t('site.page.launcher')}
      lead={t('launcher.lead')}
      model={model}
      preview={<Preview site={withSection(site, 'launcher', values)} start="closed" locale={model.locale} />}
    >
      <section class="sec" aria-labelledby="launcher-shape">
        <h2 id="launcher-shape">{t('launcher.look')}</h2>
        <Select
          label={t('launcher.shape')}
          {...(values.shape !== 'bubble' && { hint: t(`launcher.shape.${values.shape}.hint`) })}
          value={values.shape}
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
      <Elements model={model} />
    </SectionForm>
  )
}

/** What of the page the launcher has to do with; each looked for only when it is said here. */
function Elements({ model }: { model: SectionModelOf<'launcher'> }) {
  const values = model.values.value
  return (
    <section class="sec" aria-labelledby="launcher-page">
      <h2 id="launcher-page">{t('launcher.page')}</h2>
      <p>{t('launcher.page.lead')}</p>
      {ELEMENTS.map(([name, placeholder]) => (
        <TextField
          key={name}
          label={t(`launcher.${name}`)}
          hint={t(`launcher.${name}.hint`)}
          error={model.wrong.value[name] ?? null}
          isOptional
          maxlength={300}
          placeholder={placeholder}
          value={values[name]}
          onInput={({ currentTarget }) => model.set({ [name]: currentTarget.value })}
        />
      ))}
      <Switch
        label={t('launcher.avoidAny')}
        hint={t('launcher.avoidAny.hint')}
        isOn={values.avoidAny}
        onChange={(avoidAny) => model.set({ avoidAny })}
      />
    </section>
  )
}
