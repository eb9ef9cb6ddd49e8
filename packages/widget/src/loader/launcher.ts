import type { SiteSettings } from '@parley/protocol'

const SVG = 'http://www.w3.org/2000/svg'
/** Two offset strokes: one says, one answers. */
const TALK = 'M7.6 11.4h11M11.9 18.6h10.5'
const DOWN = 'M8 12l7 7 7-7'

/** The launcher in a shadow root of its own at the end of the page, or without a button in a `place` that the page gave it; nothing of the host page reaches it or is touched. */
export function createLauncher(settings: SiteSettings, place?: Element | null) {
  const host = document.createElement('div')
  host.dataset.side = settings.side
  host.dataset.theme = settings.theme
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet() // constructable: a <style> is blocked where the page has a strict policy
  sheet.replaceSync(settings.style)
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  button.className = 'launcher'
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.append(path)
  const badge = document.createElement('span')
  badge.className = 'badge'
  badge.hidden = true
  button.append(svg, badge)
  root.append(button)
  show(false)
  button.hidden = place != null
  host.toggleAttribute('data-inline', button.hidden)
  const parent = place ?? document.body
  parent.append(host)

  function show(isOpen: boolean): void {
    button.setAttribute('aria-label', isOpen ? 'Close chat' : 'Open chat')
    button.setAttribute('aria-expanded', String(isOpen))
    path.setAttribute('d', isOpen ? DOWN : TALK)
    host.toggleAttribute('data-open', isOpen)
  }

  return {
    host,
    root,
    button,
    show,
    setUnread(count: number): void {
      badge.hidden = count === 0
      badge.textContent = count > 99 ? '99+' : String(count)
      if (count) button.setAttribute('aria-description', `${count} unread`)
      else button.removeAttribute('aria-description')
    },
  }
}
