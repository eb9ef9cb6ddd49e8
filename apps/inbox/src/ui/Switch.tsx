import { useId } from 'preact/hooks'

type Props = { label: string; hint?: string; isOn: boolean; isDisabled?: boolean; onChange(on: boolean): void }

/** Something that is on or off, with what that means. */
export function Switch({ label, hint, isOn, isDisabled = false, onChange }: Props) {
  const id = useId()
  return (
    <label class="togr">
      <span>
        <b class="label">{label}</b>
        {hint && (
          <span class="hint" id={id}>
            {hint}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        aria-label={label}
        aria-describedby={hint ? id : undefined}
        checked={isOn}
        aria-checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}
