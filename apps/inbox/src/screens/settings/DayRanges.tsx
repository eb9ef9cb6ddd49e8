import type { HourRange } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import { clockOf, minuteOf } from '../../models/hours-words.ts'
import { FieldError } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Props = {
  /** Whose hours these are, for people who hear the page. */
  day: string
  ranges: readonly HourRange[]
  wrong: string | undefined
  onChange(ranges: HourRange[]): void
}

const MOST = 6
const OFFICE = { from: 9 * 60, to: 17 * 60 }
const DAY = 1440

/** The hours of one day: none, or several, each with its end, which may be on the next day. */
export function DayRanges({ day, ranges, wrong, onChange }: Props) {
  const set = (at: number, change: Partial<HourRange>) =>
    onChange(ranges.map((range, n) => (n === at ? { ...range, ...change } : range)))
  return (
    <div class="day-ranges">
      {ranges.length === 0 && <span class="hint">{t('hours.closed')}</span>}
      {ranges.map((range, at) => (
        <Range
          key={at}
          {...{ day, range }}
          onChange={(change) => set(at, change)}
          onRemove={() => onChange(ranges.filter((_, n) => n !== at))}
        />
      ))}
      {ranges.length < MOST && (
        <button
          type="button"
          class="ib"
          aria-label={t('hours.add', { day })}
          title={t('hours.add', { day })}
          onClick={() => onChange([...ranges, following(ranges.at(-1))])}
        >
          <Icon name="plus" size={16} />
        </button>
      )}
      {wrong && <FieldError text={wrong} />}
    </div>
  )
}

/** An hour after the last ends, for four hours; office hours on a day without any. */
function following(last: HourRange | undefined): HourRange {
  if (!last) return OFFICE
  const from = Math.min(last.to <= last.from ? last.from : last.to + 60, DAY - 60)
  return { from, to: Math.min(from + 240, DAY) }
}

type RangeProps = { day: string; range: HourRange; onChange(change: Partial<HourRange>): void; onRemove(): void }

function Range({ day, range, onChange, onRemove }: RangeProps) {
  const { from, to } = range
  const isOvernight = to <= from && to > 0
  const field = (label: string, minute: number, take: (minute: number) => void) => (
    <input
      class="input"
      type="time"
      aria-label={label}
      value={clockOf(minute)}
      onChange={({ currentTarget }) => {
        const given = minuteOf(currentTarget.value)
        if (given !== null) take(given)
      }}
    />
  )
  return (
    <span class="day-range">
      {field(t('hours.from', { day }), from, (minute) => onChange({ from: minute }))}
      <span aria-hidden="true">–</span>
      {field(t('hours.to', { day }), to, (minute) => onChange({ to: minute || DAY }))}
      {isOvernight && <span class="hint">{t('hours.overnight')}</span>}
      <button
        type="button"
        class="ib"
        aria-label={t('hours.remove', { day, from: clockOf(from), to: clockOf(to) })}
        onClick={onRemove}
      >
        <Icon name="close" size={16} />
      </button>
    </span>
  )
}
