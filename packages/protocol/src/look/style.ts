import type { Palette } from '../site.ts'

const variables = (palette: Palette) =>
  Object.entries({
    brand: palette.fill,
    'brand-hover': palette.hover,
    'brand-ink': palette.ink,
    'brand-edge': palette.edge,
    'bubble-edge': palette.bubbleEdge ?? 'transparent',
    'brand-text': palette.text,
    'brand-tint': palette.tint,
    'brand-tint-2': palette.tint2,
    'brand-line': palette.line,
  })
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')

/** The colours of a widget as the sheet that its root adopts, for each theme: the loader carries no colours' names. */
export function styleOf({ light, dark }: { light: Palette; dark: Palette }): string {
  const night = variables(dark)
  return (
    `:host{${variables(light)}}:host([data-theme=dark]){${night}}` +
    `@media (prefers-color-scheme:dark){:host([data-theme=auto]){${night}}}`
  )
}
