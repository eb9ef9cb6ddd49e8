/** Where the chat covers the page instead of standing on it (`phone.css` says the same). */
const COVERS = '(max-width:480px),(max-height:560px)'

/** Whether the panel covers the page now. */
export function isSheet(): boolean {
  return matchMedia(COVERS).matches
}

/** On phones the page does not scroll behind the sheet, and the keyboard does not cover the field. Returns what ends it. */
export function coverPage(panel: HTMLElement): () => void {
  if (!isSheet()) return () => undefined
  const viewport = globalThis.visualViewport
  const { style } = document.documentElement
  const { overflow } = style
  const fit = () => {
    panel.style.setProperty('--height', `${viewport?.height ?? innerHeight}px`)
    panel.style.setProperty('--top', `${viewport?.offsetTop ?? 0}px`)
  }
  const events = ['resize', 'scroll']
  for (const event of events) viewport?.addEventListener(event, fit)
  style.overflow = 'hidden'
  fit()
  return () => {
    for (const event of events) viewport?.removeEventListener(event, fit)
    style.overflow = overflow
  }
}

/** A sheet that covers the page keeps the focus; the panel on a desk lets it go. */
export function keepFocus(event: KeyboardEvent, panel: HTMLElement, focused: Element | null): void {
  if (event.key !== 'Tab' || !isSheet()) return
  const stops = [...panel.querySelectorAll<HTMLElement>('button:not(:disabled),a[href],textarea,[tabindex="0"]')]
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (focused !== edge && !(event.shiftKey && focused === panel)) return
  event.preventDefault()
  other?.focus()
}
