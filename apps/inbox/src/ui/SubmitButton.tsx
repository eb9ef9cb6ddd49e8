type Props = {
  label: string
  busyLabel: string
  isBusy: boolean
  isLarge?: boolean
  isQuiet?: boolean
  isDisabled?: boolean
}

/** What sends a form; quiet where a page has several forms. While it works it says so and stays focusable. */
export function SubmitButton({
  label,
  busyLabel,
  isBusy,
  isLarge = false,
  isQuiet = false,
  isDisabled = false,
}: Props) {
  return (
    <button
      type="submit"
      class={`btn${isQuiet ? '' : ' btn-primary'}${isLarge ? ' btn-l btn-block' : ''}`}
      aria-busy={isBusy}
      disabled={isDisabled}
    >
      {isBusy && <span class="spin" />}
      {isBusy ? busyLabel : label}
    </button>
  )
}
