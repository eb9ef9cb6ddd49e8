/** Outlines on a 24 grid, of the look's own set; those of the later parts come with them (`lazy/shared.ts`). */
export const paths = {
  attach:
    'M19 11.5l-7.2 7.2a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3.1 3.1 0 0 1 4.4 4.4l-7.5 7.5a1.55 1.55 0 0 1-2.2-2.2l6.7-6.7',
  send: 'M12 19V5.5M6 11.2l6-6 6 6',
  down: 'M6.5 9.5l5.5 5.5 5.5-5.5',
  back: 'M14.5 6.5 9 12l5.5 5.5',
  more: 'M5 12h1M11.5 12h1M18 12h1',
  emoji:
    'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM8.8 14.2c.7 1.2 1.9 1.9 3.2 1.9s2.5-.7 3.2-1.9M9.2 9.5v.4M14.8 9.5v.4',
  mic: 'M12 3.5a2.8 2.8 0 0 1 2.8 2.8v5a2.8 2.8 0 0 1-5.6 0v-5A2.8 2.8 0 0 1 12 3.5ZM5.8 11.2a6.2 6.2 0 0 0 12.4 0M12 17.4v3.1',
}
export type IconName = keyof typeof paths | 'close' | 'check' | 'alert'

/** Decoration beside words, of 20 pixels or 14; the thing around it carries the name. */
export function icon(name: IconName, size: '' | ' i-14' = '') {
  return drawn((paths as Partial<Record<IconName, string>>)[name] ?? '', size)
}

/** The same of an outline that only a later chunk needs. */
export function drawn(path: string, size = '') {
  return (
    <svg class={`i${size}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
