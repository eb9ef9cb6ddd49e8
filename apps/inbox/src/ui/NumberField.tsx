import { Field } from './Field.tsx'

type Props = {
  label: string
  hint?: string
  error?: string | null
  /** Not a number while nothing, or no number, is written. */
  value: number
  min: number
  max: number
  onChange(value: number): void
}

/** A whole number with its label. */
export function NumberField({ label, hint, error = null, value, min, max, onChange }: Props) {
  return (
    <Field label={label} error={error} {...(hint ? { hint } : {})}>
      {(ids) => (
        <input
          class="input"
          type="number"
          inputMode="numeric"
          step={1}
          {...{ min, max }}
          value={Number.isNaN(value) ? '' : value}
          onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
          {...ids}
        />
      )}
    </Field>
  )
}
