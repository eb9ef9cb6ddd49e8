import type { h } from 'preact'
import type { IconName, paths } from '../ui/icon.tsx'
import { avatars } from './shared/avatar.ts'
import { times, type Words } from './shared/time.ts'

export { texts } from '../i18n/more/en.ts'

/** Outlines on a 24 grid that several of the parts draw. */
const PATHS = {
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  check: 'M5 12.6l4.4 4.4L19 7.4',
  alert:
    'M12 4.2c.6 0 1.1.3 1.4.8l6.8 12c.6 1.1-.1 2.4-1.4 2.4H5.2c-1.3 0-2-1.3-1.4-2.4l6.8-12c.3-.5.8-.8 1.4-.8ZM12 9.3v4.1M12 16.4v.1',
} as const satisfies Partial<Record<IconName, string>>

/** What the parts share that are fetched when they are used: it comes with the first of them, and with their texts. */
export function create(kit: Words & { h: typeof h; paths: typeof paths }) {
  Object.assign(kit.paths, PATHS)
  return { ...times(kit), ...avatars(kit.h) }
}
