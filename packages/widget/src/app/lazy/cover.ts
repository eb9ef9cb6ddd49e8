/** On phones the page does not scroll behind the sheet, the keyboard does not cover the field, and the focus stays. Returns what ends it. */
export function coverPage(panel: HTMLElement): () => void {
  const viewport = globalThis.visualViewport
  const { style } = document.documentElement
  const { overflow } = style
  const fit = () => {
    panel.style.setProperty('--height', `${viewport?.height ?? innerHeight}px`)
    panel.style.setProperty('--top', `${viewport?.offsetTop ?? 0}px`)
  }
  const events = ['resize', 'scroll']
  for (const event of events) viewport?.addEventListener(event, fit)
  panel.addEventListener('keydown', keepFocus)
  style.overflow = 'hidden'
  fit()
  return () => {
    for (const event of events) viewport?.removeEventListener(event, fit)
    panel.removeEventListener('keydown', keepFocus)
    style.overflow = overflow
  }
}

/** Tab goes round within what covers the page. */
function keepFocus(event: KeyboardEvent): void {
  const panel = event.currentTarget as HTMLElement
  if (event.key !== 'Tab') return
  const { activeElement } = panel.getRootNode() as ShadowRoot
  const stops = [...panel.querySelectorAll<HTMLElement>('button:not(:disabled),a[href],textarea,[tabindex="0"]')]
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (activeElement !== edge && !(event.shiftKey && activeElement === panel)) return
  event.preventDefault()
  other?.focus()
}
