import type { FileOptions } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { FILE_KINDS, isProgram } from '@parley/protocol/files'
import { useMemo } from 'preact/hooks'
import { fileSize } from '../../format/files.ts'
import { t } from '../../i18n/translate.ts'
import { SectionModel, type SectionModel as SectionModelOf, type Wrong } from '../../models/section-model.ts'
import { FieldError } from '../../ui/Field.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { ListField } from './ListField.tsx'
import { Preview } from './Preview.tsx'
import { SectionForm, type SitePageProps, withSection } from './SectionForm.tsx'

const MB = 1024 * 1024
/** Sizes that the list offers; the server takes no more than the last. */
const SIZES = [1, 2, 5, 10].map((size) => size * MB).concat(LIMITS.attachmentBytes)
const MOST_ENDINGS = 50

type Model = SectionModelOf<'files'>

/** What is wrong with the endings, naming the first; null when nothing is. */
function endingsFault(endings: readonly string[]): string | null {
  const odd = endings.find((ending) => !/^[a-z0-9]{1,10}$/.test(ending))
  if (odd) return t('files.endings.wrong', { ending: odd })
  const program = endings.find((ending) => isProgram(`.${ending}`))
  if (program) return t('files.endings.program', { ending: program })
  return endings.length > MOST_ENDINGS ? t('files.endings.many') : null
}

function judge({ on, kinds, endings, atOnce }: FileOptions): Wrong {
  const most = LIMITS.attachmentsPerMessage
  const fault = endingsFault(endings)
  return {
    ...(on && kinds.length + endings.length === 0 && { kinds: t('files.kinds.none') }),
    ...(fault && { endings: fault }),
    ...(!(Number.isInteger(atOnce) && atOnce >= 1 && atOnce <= most) && { atOnce: t('files.atOnce.wrong', { most }) }),
  }
}

/** What visitors may send beside words. */
export function FilesPage({ site, sites }: SitePageProps) {
  const model = useMemo(() => new SectionModel({ site, name: 'files' }, sites, judge), [site.id])
  const values = model.values.value
  return (
    <SectionForm
      site={site}
      title={t('site.page.files')}
      lead={t('files.lead')}
      model={model}
      preview={<Preview site={withSection(site, 'files', values)} start="thread" />}
    >
      <section class="sec" aria-labelledby="files-who">
        <h2 id="files-who">{t('files.who')}</h2>
        <p>{t('files.team', { size: fileSize(LIMITS.attachmentBytes) })}</p>
        <Switch label={t('files.on')} hint={t('files.on.hint')} isOn={values.on} onChange={(on) => model.set({ on })} />
        <Switch
          label={t('files.voice')}
          hint={t('files.voice.hint')}
          isOn={values.voice}
          onChange={(voice) => model.set({ voice })}
        />
      </section>
      {values.on && <Kinds model={model} />}
      {values.on && <Limits model={model} />}
    </SectionForm>
  )
}

function Kinds({ model }: { model: Model }) {
  const { kinds, endings } = model.values.value
  const wrong = model.wrong.value
  return (
    <section class="sec" aria-labelledby="files-kinds">
      <h2 id="files-kinds">{t('files.kinds')}</h2>
      <p>{t('files.kinds.lead')}</p>
      {FILE_KINDS.map((kind) => (
        <Switch
          key={kind}
          label={t(`files.${kind}`)}
          hint={t(`files.${kind}.hint`)}
          isOn={kinds.includes(kind)}
          // In the order of the page, so that what is switched back is no change.
          onChange={(on) => model.set({ kinds: FILE_KINDS.filter((one) => (one === kind ? on : kinds.includes(one))) })}
        />
      ))}
      {wrong['kinds'] && <FieldError text={wrong['kinds']} />}
      <ListField
        label={t('files.endings')}
        hint={t('files.endings.hint')}
        error={wrong['endings'] ?? null}
        placeholder="dwg, step"
        list={endings}
        clean={(word) =>
          word
            .trim()
            .toLowerCase()
            .replace(/^\*?\./, '')
        }
        onChange={(list) => model.set({ endings: list })}
      />
    </section>
  )
}

function Limits({ model }: { model: Model }) {
  const { maxBytes, atOnce } = model.values.value
  // What was set by the API stays until another is chosen.
  const sizes = [...new Set([...SIZES, maxBytes])].sort((a, b) => a - b)
  return (
    <section class="sec" aria-labelledby="files-limits">
      <h2 id="files-limits">{t('files.limits')}</h2>
      <Select
        label={t('files.size')}
        hint={t('files.size.hint')}
        value={String(maxBytes)}
        choices={sizes.map((size) => ({ value: String(size), label: fileSize(size) }))}
        onChange={(chosen) => model.set({ maxBytes: Number(chosen) })}
      />
      <NumberField
        label={t('files.atOnce')}
        error={model.wrong.value['atOnce'] ?? null}
        {...{ min: 1, max: LIMITS.attachmentsPerMessage, value: atOnce }}
        onChange={(count) => model.set({ atOnce: count })}
      />
    </section>
  )
}
