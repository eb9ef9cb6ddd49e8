import type { FeatureOptions } from '@parley/protocol'
import { useMemo } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import { SectionModel } from '../../models/section-model.ts'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Preview } from './Preview.tsx'
import { SectionForm, type SitePageProps, withSection } from './SectionForm.tsx'

type SwitchName = { [K in keyof FeatureOptions]: FeatureOptions[K] extends boolean ? K : never }[keyof FeatureOptions]

const WRITING: readonly SwitchName[] = ['emoji', 'reactions', 'quotes', 'typingPreview']
const TOLD: readonly SwitchName[] = ['readReceipts', 'queue', 'sound', 'push']
const CONVERSATION: readonly SwitchName[] = ['several', 'end', 'rating', 'transcript', 'popout']

/** Minutes, as the list offers them; null means always. */
const WINDOWS = ['0', '5', '15', '60', '1440', 'always'] as const
type Window = (typeof WINDOWS)[number]

/** What visitors may do in a conversation, and what they are told. */
export function MessagesPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'features' }, sites, () => ({})), [site.id])
  const values = model.values.value
  const switches = (names: readonly SwitchName[]) =>
    names.map((name) => (
      <Switch
        key={name}
        label={t(`features.${name}`)}
        hint={t(`features.${name}.hint`)}
        isOn={values[name]}
        onChange={(on) => model.set({ [name]: on })}
      />
    ))
  return (
    <SectionForm
      site={site}
      title={t('site.page.messages')}
      lead={t('features.lead')}
      model={model}
      preview={<Preview site={withSection(site, 'features', values)} start="thread" />}
    >
      <section class="sec" aria-labelledby="features-writing">
        <h2 id="features-writing">{t('features.writing')}</h2>
        {switches(WRITING)}
        <WindowChoice name="edit" minutes={values.edit} onChange={(edit) => model.set({ edit })} />
        <WindowChoice name="delete" minutes={values.delete} onChange={(change) => model.set({ delete: change })} />
      </section>
      <section class="sec" aria-labelledby="features-told">
        <h2 id="features-told">{t('features.told')}</h2>
        {switches(TOLD)}
      </section>
      <section class="sec" aria-labelledby="features-conversation">
        <h2 id="features-conversation">{t('features.conversation')}</h2>
        {switches(CONVERSATION)}
      </section>
    </SectionForm>
  )
}

type WindowProps = { name: 'edit' | 'delete'; minutes: number | null; onChange(minutes: number | null): void }

function WindowChoice({ name, minutes, onChange }: WindowProps) {
  const value = WINDOWS.find((one) => one === (minutes === null ? 'always' : String(minutes))) ?? '15'
  return (
    <Select<Window>
      label={t(`features.${name}`)}
      value={value}
      choices={WINDOWS.map((one) => ({ value: one, label: t(`features.window.${one}`) }))}
      onChange={(chosen) => onChange(chosen === 'always' ? null : Number(chosen))}
    />
  )
}
