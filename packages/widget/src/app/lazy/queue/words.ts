import type { FrameOf } from '@parley/protocol'
import type { Kit } from '../../ui/kit.ts'

type Words = Pick<Kit, 't' | 'formats'>
type Told = FrameOf<'queue'>

const MINUTE = 60

/** Where somebody stands in line. */
export function placeText({ t }: Words, { position, isBeyond }: Pick<Told, 'position' | 'isBeyond'>): string {
  if (isBeyond) return t('queue_beyond', { count: position ?? 0 })
  return position === 1 ? t('queue_next') : t('queue_place', { position: position ?? 0 })
}

/** What is promised of the wait, `3–6 minutes` in the visitor's language; nothing where nothing is. */
export function waitText({ t, formats }: Words, wait: Told['wait']): string {
  if (!wait) return ''
  const [from, to] = [Math.max(1, Math.round(wait.from / MINUTE)), Math.round(wait.to / MINUTE)]
  if (to <= 1) return t('queue_soon')
  const minutes = new Intl.NumberFormat(formats.value, { style: 'unit', unit: 'minute', unitDisplay: 'long' })
  // Browsers of before 2023 know no ranges: the longer end is the one that is kept.
  const time = from < to && minutes.formatRange ? minutes.formatRange(from, to) : minutes.format(to)
  return t('queue_wait', { time })
}
