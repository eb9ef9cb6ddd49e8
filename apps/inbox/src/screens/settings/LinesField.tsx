import { Field } from '../../ui/Field.tsx'

type Props = {
  label: string
  hint?: string
  error?: string | null
  placeholder?: string
  lines: readonly string[]
  onChange(lines: string[]): void
}

/** A list of short texts, one per line. */
export function LinesField({ label, hint, error = null, placeholder, lines, onChange }: Props) {
  return (
    <Field label={label} error={error} {...(hint ? { hint } : {})}>
      {(ids) => (
        <textarea
          class="input mono"
          rows={Math.min(6, Math.max(2, lines.length))}
          spellcheck={false}
          placeholder={placeholder}
          value={lines.join('\n')}
          onInput={({ currentTarget }) => onChange(currentTarget.value.split('\n'))}
          {...ids}
        />
      )}
    </Field>
  )
}
