import type { HoursException } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import type { SectionModel } from '../../models/section-model.ts'
import { Field, TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { DayRanges } from './DayRanges.tsx'

const MOST = 100

/** Days that differ from the week: closed, or open at other times. */
export function HoursExceptions({ model }: { model: SectionModel<'hours'> }) {
  const { exceptions } = model.values.value
  const set = (at: number, change: Partial<HoursException>) =>
    model.set({ exceptions: exceptions.map((one, n) => (n === at ? { ...one, ...change } : one)) })
  const add = () => {
    const today = new Date().toISOString().slice(0, 10)
    model.set({ exceptions: [...exceptions, { from: today, to: today, yearly: false, name: '', ranges: [] }] })
  }
  return (
    <section class="sec" aria-labelledby="hours-exceptions">
      <h2 id="hours-exceptions">{t('hours.exceptions')}</h2>
      <p>{t('hours.exceptions.lead')}</p>
      {exceptions.map((one, at) => (
        <ExceptionFields
          key={at}
          {...{ one, at, wrong: (part: string) => model.wrong.value[`exceptions ${at}${part}`] }}
          onChange={(change) => set(at, change)}
          onRemove={() => model.set({ exceptions: exceptions.filter((_, n) => n !== at) })}
        />
      ))}
      {exceptions.length < MOST && (
        <button type="button" class="btn btn-start" onClick={add}>
          <Icon name="plus" size={16} />
          {t('hours.exception.add')}
        </button>
      )}
    </section>
  )
}

type Props = {
  one: HoursException
  at: number
  wrong(part: string): string | undefined
  onChange(change: Partial<HoursException>): void
  onRemove(): void
}

function ExceptionFields({ one, at, wrong, onChange, onRemove }: Props) {
  const n = at + 1
  const date = (end: 'from' | 'to') => (
    <Field label={t(`hours.exception.${end}`)} error={wrong(` ${end}`) ?? null}>
      {(ids) => (
        <input
          class="input"
          type="date"
          value={one[end]}
          onInput={({ currentTarget }) => onChange({ [end]: currentTarget.value })}
          {...ids}
        />
      )}
    </Field>
  )
  return (
    <fieldset class="fr hours-exception">
      <legend class="vh">{t('hours.exception', { n })}</legend>
      <TextField
        label={t('hours.exception.name')}
        value={one.name}
        maxlength={80}
        onInput={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      {date('from')}
      {date('to')}
      <button type="button" class="ib" aria-label={t('hours.exception.remove', { n })} onClick={onRemove}>
        <Icon name="close" />
      </button>
      <DayRanges
        day={one.name || t('hours.exception', { n })}
        ranges={one.ranges}
        wrong={wrong('')}
        onChange={(ranges) => onChange({ ranges })}
      />
      <Switch label={t('hours.exception.yearly')} isOn={one.yearly} onChange={(yearly) => onChange({ yearly })} />
    </fieldset>
  )
}
