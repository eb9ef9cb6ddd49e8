import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'

type Props<V extends string> = {
  label: string
  hint?: string
  error?: string | null
  value: V
  choices: readonly { value: V; label: string }[]
  onChange(value: V): void
}

/** One of a few, by the browser's own list. */
export function Select<V extends string>({ label, hint, error = null, value, choices, onChange }: Props<V>) {
  return (
    <Field label={label} error={error} {...(hint ? { hint } : {})}>
      {(ids) => (
        <span class="sel">
          <select
            class="input"
            value={value}
            onChange={({ currentTarget }) => {
              const chosen = choices.find((one) => one.value === currentTarget.value)
              if (chosen) onChange(chosen.value)
            }}
            {...ids}
          >
            {choices.map((one) => (
              <option key={one.value} value={one.value} selected={one.value === value}>
                {one.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={16} />
        </span>
      )}
    </Field>
  )
}
