import type { ImportTarget } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { DELIMITERS, type Encoding } from '../../format/csv.ts'
import { t } from '../../i18n/translate.ts'
import type { ImportModel } from '../../models/import-model.ts'
import { Select } from '../../ui/Select.tsx'

const TARGETS = ['externalId', 'name', 'email', 'phone', 'company', 'locale', 'tags', 'note'] as const
const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']
const SIGNS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const SAMPLES = 3

/** What each column is for, beside what stands in it; and how the file is read. */
export function ImportColumns({ model }: { model: ImportModel }) {
  const file = model.source.value
  const [, ...rows] = model.parsed.value
  if (!file) return null
  return (
    <>
      <p class="muted">{t('import.map', { name: file.name, rows: String(rows.length) })}</p>
      <div class="imp-s">
        <Select
          label={t('import.encoding')}
          value={file.encoding}
          choices={ENCODINGS.map((value) => ({ value, label: t(`import.encoding.${value}`) }))}
          onChange={(encoding: Encoding) => model.read({ encoding })}
        />
        <Select
          label={t('import.delimiter')}
          value={file.delimiter}
          choices={DELIMITERS.map((value) => ({ value, label: t(`import.delimiter.${SIGNS[value]}`) }))}
          onChange={(delimiter: (typeof DELIMITERS)[number]) => model.read({ delimiter })}
        />
      </div>
      {file.encoding === 'windows-1252' && <p class="hint">{t('import.encoding.guess')}</p>}
      <div class="imp-t scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.sample')}</th>
              <th scope="col">{t('import.target')}</th>
            </tr>
          </thead>
          <tbody>
            {model.columns.value.map(({ header, target }, i) => (
              <tr key={`${i} ${header}`}>
                <th scope="row" dir="auto">
                  {header || t('import.nameless', { column: String(i + 1) })}
                </th>
                <td class="muted" dir="auto">
                  {rows
                    .slice(0, SAMPLES)
                    .flatMap((row) => row[i] || [])
                    .join(' · ')}
                </td>
                <td>
                  <Target model={model} at={i} header={header} target={target} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

type TargetProps = { model: ImportModel; at: number; header: string; target: ImportTarget | null }

function Target({ model, at, header, target }: TargetProps) {
  const { customFields } = useWorkbench()
  const own = customFields.ofContacts.value.map(({ key, label }) => ({ value: `field:${key}`, label }))
  const all = [...TARGETS.map((value) => ({ value, label: t(`import.target.${value}`) })), ...own]
  return (
    <select
      class="input input-s"
      aria-label={t('import.target_of', { column: header })}
      value={target ?? ''}
      onChange={({ currentTarget }) =>
        model.map(at, all.find(({ value }) => value === currentTarget.value)?.value ?? null)
      }
    >
      <option value="">{t('import.target.none')}</option>
      {all.map(({ value, label }) => (
        <option key={value} value={value} selected={value === target}>
          {label}
        </option>
      ))}
    </select>
  )
}
