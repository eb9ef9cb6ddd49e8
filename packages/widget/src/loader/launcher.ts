import type { SiteSettings } from '@parley/protocol'
import type { Options } from '@parley/sdk/types'
import type { Given } from './frame.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** Two offset strokes: one says, one answers. */
const TALK = 'M7.6 11.4h11M11.9 18.6h10.5'
const DOWN = 'M8 12l7 7 7-7'

/** The launcher in a shadow root of its own at the end of the page, or without a button in a `place` that the page gave it; nothing of the host page reaches it or is touched. */
export function createLauncher(settings: SiteSettings, given: Given, place: Element | null) {
  const said = { ...settings.launcher, ...given } as Options // what the tag says goes first
  const { launcher, label, position = settings.side, offsetX, offsetY, zIndex } = said
  const host = document.createElement('div')
  host.dataset.side = position
  host.dataset.theme = settings.theme
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet() // constructable: a <style> is blocked where the page has a strict policy
  const rule = (name: string, value = -1) => (value >= 0 ? `:host{--${name}:${+value}!important}` : '')
  sheet.replaceSync(settings.style + rule('x', offsetX) + rule('y', offsetY) + rule('z', zIndex))
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  button.className = 'launcher'
  if (label) button.dataset.label = label
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.append(path)
  const badge = document.createElement('span')
  badge.className = 'badge'
  button.append(svg, badge)
  root.append(button)
  show(false)
  button.hidden = !!place || launcher === 'none'
  host.toggleAttribute('data-inline', !!place)
  const parent = place ?? document.body
  parent.append(host)

  function show(isOpen: boolean): void {
    button.setAttribute('aria-label', isOpen ? 'Close chat' : label || 'Open chat')
    button.setAttribute('aria-expanded', String(isOpen))
    path.setAttribute('d', isOpen ? DOWN : TALK)
    host.toggleAttribute('data-open', isOpen)
  }

  return {
    root,
    button,
    show,
    setUnread(count: number): void {
      badge.textContent = count > 99 ? '99+' : String(count || '')
      button.setAttribute('aria-description', count ? `${count} unread` : '')
    },
  }
}
