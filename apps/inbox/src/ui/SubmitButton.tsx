type Props = { label: string; busyLabel: string; isBusy: boolean; isLarge?: boolean; isDisabled?: boolean }

/** The one primary button of a form. While it works it says so and stays focusable. */
export function SubmitButton({ label, busyLabel, isBusy, isLarge = false, isDisabled = false }: Props) {
  return (
    <button
      type="submit"
      class={`btn btn-primary${isLarge ? ' btn-l btn-block' : ''}`}
      aria-busy={isBusy}
      disabled={isDisabled}
    >
      {isBusy && <span class="spin" />}
      {isBusy ? busyLabel : label}
    </button>
  )
}
