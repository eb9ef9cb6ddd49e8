import type { SiteSettings } from '@parley/protocol'
import type { Options } from '@parley/sdk/types'
import type { Given } from './frame.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** Two offset strokes: one says, one answers. */
const TALK = 'M7.6 11.4h11M11.9 18.6h10.5'
const DOWN = 'M8 12l7 7 7-7'

/** None where it is not there, or not named as selectors are; of our own element it is the element itself. */
function placeOf(mount: unknown): Element | null {
  try {
    return typeof mount === 'object' ? (mount as Element | null) : document.querySelector(mount as string)
  } catch {
    return null // as the page wrote it
  }
}

/**
 * The launcher in a shadow root of its own, or without a button in a `place` that the page has for it; nothing of the host
 * page reaches it or is touched. It stands beside the body: one that is transformed, clipped, faded, zoomed or drawn anew
 * by a framework does not take it along, and one that does not exist yet is not waited for.
 */
export function createLauncher(settings: SiteSettings, given: Given) {
  // What the tag says goes first; what the page hung on every object says nothing.
  const said = { __proto__: null, ...settings.launcher, ...given } as unknown as Options
  const { launcher, label, position = settings.side, offsetX, offsetY, zIndex, mount } = said
  const place = placeOf(mount)
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
  button.setAttribute('aria-label', label || 'Open chat') // the messenger names it in the visitor's language
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.append(path)
  button.append(svg)
  root.append(button)
  show(false)
  button.hidden = !!place || launcher === 'none'
  host.toggleAttribute('data-inline', !!place)
  const parent = place || document.documentElement
  parent.append(host)

  function show(isOpen: boolean): void {
    button.setAttribute('aria-expanded', `${isOpen}`)
    path.setAttribute('d', isOpen ? DOWN : TALK)
    host.toggleAttribute('data-open', isOpen)
  }

  return {
    ...{ root, place },
    button,
    show,
  }
}
