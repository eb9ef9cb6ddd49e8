/** Minutes since midnight, local time; `to` not above `from` ends on the next day. */
export type Range = { from: number; to: number }

/** Days that differ from the week. `yearly` repeats month and day. */
export type Exception = { from: string; to: string; yearly: boolean; ranges: readonly Range[] }

/** What `HoursOptions` holds, as far as it is evaluated. */
export type Hours = {
  /** False: always open. */
  on: boolean
  zone: string
  /** Monday first. */
  week: readonly (readonly Range[])[]
  exceptions: readonly Exception[]
}
