import type { CloseReasons } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Select } from '../../ui/Select.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { PageHead, Pending } from './PageHead.tsx'

const ASKS = ['never', 'offered', 'required'] as const
type Written = { id?: CloseReasons['reasons'][number]['id']; name: string }

/** Why conversations are closed, and whether agents are asked. */
export function ReasonsPage() {
  const { closing } = useWorkbench()
  useEffect(() => void closing.load(), [closing])
  const known = closing.known.value
  const state = closing.state.value
  return (
    <div class="sform">
      <PageHead title={t('settings.reasons')} lead={t('reasons.lead')} />
      {known ? (
        <Form key={known.version} known={known} />
      ) : (
        <Pending state={state === 'failed' ? 'failed' : 'loading'} onRetry={() => void closing.load()} />
      )}
    </div>
  )
}

/** What is wrong, in words; an empty line is no reason, and is left out. */
function wrongIn(ask: CloseReasons['ask'], names: readonly string[]): string | null {
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) return t('reasons.twice')
  return ask === 'required' && names.length === 0 ? t('reasons.needs_one') : null
}

function Form({ known }: { known: CloseReasons }) {
  const { closing, toasts } = useWorkbench()
  const form = useMemo(() => new FormModel(), [])
  const [ask, setAsk] = useState(known.ask)
  const [rows, setRows] = useState<readonly Written[]>(known.reasons)
  const [wrong, setWrong] = useState<string | null>(null)
  const change = (next: readonly Written[]) => {
    form.clear()
    setWrong(null)
    setRows(next)
  }
  const save = async () => {
    const reasons = rows.map((row) => ({ ...row, name: row.name.trim() })).filter(({ name }) => name)
    const names = reasons.map(({ name }) => name)
    const found = wrongIn(ask, names)
    setWrong(found)
    if (found) return
    const isSaved = await form.run(() => closing.save({ ask, reasons, version: known.version }))
    if (isSaved) toasts.show({ text: t('reasons.saved'), tone: 'plain' })
  }
  return (
    <form
      class="fld"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Select<CloseReasons['ask']>
        label={t('reasons.when')}
        value={ask}
        choices={ASKS.map((value) => ({ value, label: t(`reasons.when.${value}`) }))}
        onChange={(value) => {
          setWrong(null)
          setAsk(value)
        }}
      />
      <Rows rows={rows} onChange={change} />
      {wrong && (
        <p class="problem" role="alert">
          <Icon name="alert" />
          <span>{wrong}</span>
        </p>
      )}
      <Problem problem={form.problem.value} />
      {form.problem.value?.code === 'changed_since' && (
        <button type="button" class="btn" onClick={() => void closing.load()}>
          {t('reasons.reload')}
        </button>
      )}
      <footer class="row">
        <SubmitButton label={t('reasons.save')} busyLabel={t('reasons.saving')} isBusy={form.isBusy.value} />
      </footer>
    </form>
  )
}

function Rows({ rows, onChange }: { rows: readonly Written[]; onChange(rows: readonly Written[]): void }) {
  const put = (at: number, name: string) => onChange(rows.map((row, index) => (index === at ? { ...row, name } : row)))
  const swap = (at: number) => {
    const [above, one] = rows.slice(at - 1, at + 1)
    if (above && one) onChange(rows.with(at - 1, one).with(at, above))
  }
  return (
    <>
      {rows.length === 0 && <p class="muted">{t('reasons.empty')}</p>}
      <ul class="tiles" aria-label={t('settings.reasons')}>
        {rows.map(({ name }, at) => (
          <li key={at} class="tile">
            <input
              class="input grow"
              aria-label={t('reasons.name', { number: at + 1 })}
              maxLength={60}
              dir="auto"
              value={name}
              onInput={({ currentTarget }) => put(at, currentTarget.value)}
            />
            {at > 0 && <Tool icon="chevron-up" label={t('reasons.up', { name })} onPress={() => swap(at)} />}
            <Tool
              icon="trash"
              label={t('reasons.remove', { name })}
              onPress={() => onChange(rows.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      {rows.length < LIMITS.closeReasons && (
        <button type="button" class="btn" onClick={() => onChange([...rows, { name: '' }])}>
          <Icon name="plus" size={16} />
          {t('reasons.add')}
        </button>
      )}
    </>
  )
}

type ToolProps = { icon: 'chevron-up' | 'trash'; label: string; onPress(): void }

function Tool({ icon, label, onPress }: ToolProps) {
  return (
    <button type="button" class="ib" aria-label={label} title={label} onClick={onPress}>
      <Icon name={icon} />
    </button>
  )
}
