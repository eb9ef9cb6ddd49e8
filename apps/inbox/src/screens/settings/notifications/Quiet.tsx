import { NOTICE_KINDS, type QuietHours } from '@parley/protocol/constants'
import { useId, useMemo } from 'preact/hooks'
import { useWorkbench } from '../../../context.ts'
import { t } from '../../../i18n/translate.ts'
import { clockOf, minuteOf, weekdayNames } from '../../../models/hours-words.ts'
import { Field } from '../../../ui/Field.tsx'
import { Switch } from '../../../ui/Switch.tsx'

const DAY = 1440
const hereNow = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** When nothing rings and nothing is pushed, on whatever device; what comes through all the same. */
export function Quiet() {
  const { following } = useWorkbench()
  const { quiet } = following.values.value
  const set = (changes: Partial<QuietHours>) => {
    const { days, through, ...rest } = { ...quiet, ...changes }
    following.set({ quiet: { ...rest, days: [...days], through: [...through] } })
  }
  return (
    <section class="sec" aria-labelledby="notify-quiet">
      <h2 id="notify-quiet">{t('notify.quiet')}</h2>
      <Switch
        label={t('notify.quiet.on')}
        hint={t('notify.quiet.hint')}
        isOn={quiet.on}
        onChange={(on) => set(on && quiet.zone === 'UTC' ? { on, zone: hereNow() } : { on })}
      />
      {quiet.on && <Hours quiet={quiet} set={set} />}
    </section>
  )
}

type Props = { quiet: QuietHours; set(changes: Partial<QuietHours>): void }

function Hours({ quiet, set }: Props) {
  const { days, from, to, through } = quiet
  const names = weekdayNames()
  return (
    <>
      <Choices
        legend={t('notify.quiet.days')}
        choices={names.map((label, value) => ({ value, label }))}
        chosen={days}
        onChange={(next) => set({ days: next })}
      />
      <div class="row">
        <Time label={t('notify.quiet.from')} minute={from} onChange={(minute) => set({ from: minute })} />
        <Time label={t('notify.quiet.to')} minute={to} onChange={(minute) => set({ to: minute || DAY })} />
      </div>
      {to <= from && <p class="hint">{t('notify.quiet.overnight')}</p>}
      <Zone zone={quiet.zone} onChange={(zone) => set({ zone })} />
      <Choices
        legend={t('notify.quiet.through')}
        choices={NOTICE_KINDS.map((value) => ({ value, label: t(`notify.kind.${value}`) }))}
        chosen={through}
        onChange={(next) => set({ through: next })}
      />
    </>
  )
}

type ChoicesProps<V> = {
  legend: string
  choices: readonly { value: V; label: string }[]
  chosen: readonly V[]
  onChange(next: V[]): void
}

function Choices<V extends string | number>({ legend, choices, chosen, onChange }: ChoicesProps<V>) {
  return (
    <fieldset class="fr">
      <legend class="label">{legend}</legend>
      <div class="row notify-q">
        {choices.map(({ value, label }) => (
          <label key={value} class="row">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ currentTarget }) =>
                onChange(currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
              }
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Time({ label, minute, onChange }: { label: string; minute: number; onChange(minute: number): void }) {
  const id = useId()
  return (
    <span class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="time"
        value={clockOf(minute)}
        onChange={({ currentTarget }) => {
          const given = minuteOf(currentTarget.value)
          if (given !== null) onChange(given)
        }}
      />
    </span>
  )
}

/** Only what is a zone is kept; the browser's own list searches while one types. */
function Zone({ zone, onChange }: { zone: string; onChange(zone: string): void }) {
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((one) => one !== 'UTC')], [])
  return (
    <Field label={t('notify.quiet.zone')}>
      {(ids) => (
        <>
          <input
            class="input"
            list="quiet-zones"
            autocomplete="off"
            spellcheck={false}
            maxLength={64}
            value={zone}
            onChange={({ currentTarget }) => {
              const named = currentTarget.value.trim()
              if (zones.includes(named)) onChange(named)
              else currentTarget.value = zone
            }}
            {...ids}
          />
          <datalist id="quiet-zones">
            {zones.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
