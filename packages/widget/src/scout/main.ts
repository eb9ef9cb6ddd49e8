import type { Options } from '@parley/sdk/types'
import type { Frame } from '../loader/frame.ts'

/** Between the launcher and what it steps aside for, CSS pixels. */
const GAP = 12
/** A page that changes all the time is looked at this often at most, milliseconds. */
const PAUSE = 100
/** What changes a page without a change of its tree that we could hear. */
const EVENTS = ['scroll', 'resize', 'transitionend', 'animationend']

/** Visible elements; none where the browser finds the selector wrong. */
function visible(selector: string | undefined): Element[] {
  try {
    return selector ? [...document.querySelectorAll(selector)].filter(isVisible) : []
  } catch {
    return [] // as the owner wrote it
  }
}

function isVisible(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  const asked = { checkOpacity: true, checkVisibilityCSS: true }
  return width * height > 0 && (element.checkVisibility?.(asked) ?? true)
}

/** What is fixed to the window around `element`; nothing that covers half of it, as a dialog does. */
function fixedAround(element: Element | null): Element | undefined {
  for (let at = element; at; at = at.parentElement) {
    if (!/fixed|sticky/.test(getComputedStyle(at).position)) continue
    const { width, height } = at.getBoundingClientRect()
    return width * height < (innerWidth * innerHeight) / 2 && isVisible(at) ? at : undefined
  }
  return undefined
}

/** Fetched where a site or a tag names something to watch for. */
export function start(frame: Frame): void {
  if (frame.widget.signal.aborted) return
  watch(frame)
  // Where the line is down nothing speaks first.
  if (frame.settings.scout?.campaigns)
    import('../campaigns/main.ts').then(({ follow }) => follow(frame)).catch(() => undefined)
}

/** Hides the launcher, moves it off what it would lie on, and makes elements of the page open the chat. */
function watch({ settings, given, root, launcher, widget, setOpen }: Frame): void {
  const { signal } = widget
  const { opener, avoidAny } = settings.scout ?? {}
  const { hideOn, avoid } = { ...settings.scout, ...(given as Options) }
  const sheet = new CSSStyleSheet()
  root.adoptedStyleSheets.push(sheet)
  let due: ReturnType<typeof setTimeout> | null = null

  /** Elements that a launcher in `place` would lie on. */
  function under({ left, right, top, bottom }: DOMRect): Element[] {
    if (!avoidAny) return []
    const across = [left, (left + right) / 2, right]
    const points = [top, (top + bottom) / 2, bottom].flatMap((y) => across.map((x) => [x, y] as const))
    const found = points.flatMap(([x, y]) => document.elementsFromPoint(x, y))
    return found.flatMap((one) => (one === root.host ? [] : (fixedAround(one) ?? [])))
  }

  /** How far from the bottom the launcher is off everything; null where it may stay, or there is no room. */
  function freeOf(named: Element[], usual: DOMRect): number | null {
    const { width, height, left, right } = usual
    let { bottom } = usual
    for (let tries = 0; tries < 9; tries++) {
      const place = new DOMRect(left, bottom - height, width, height)
      const tops = [...named, ...under(place)]
        .map((one) => one.getBoundingClientRect())
        .filter(
          (it) =>
            it.left < right + GAP && it.right > left - GAP && it.top < bottom + GAP && it.bottom > place.top - GAP,
        )
        .map(({ top }) => top)
      if (!tops.length) return bottom === usual.bottom ? null : innerHeight - bottom
      bottom = Math.min(...tops) - GAP
      if (bottom < innerHeight / 2) return null
    }
    return null
  }

  function look(): void {
    due = null
    const isHidden = visible(hideOn).length > 0
    sheet.replaceSync(isHidden ? ':host(:not([data-open])) .launcher{display:none}' : '')
    if (isHidden || launcher.hidden) return
    const usual = launcher.getBoundingClientRect()
    const y = usual.width ? freeOf(visible(avoid), usual) : null
    if (y === null) return
    // What moves the launcher is no layout of it, or browsers would count a shift of the page's. What opens above it is
    // laid out there, by a rule of more weight than what the page asks of the SDK.
    const up = Math.round(innerHeight - usual.bottom - y)
    sheet.replaceSync(
      `.launcher{translate:0 ${up}px}:host([data-side])>:not(.launcher){--y:${Math.round(y)}!important}`,
    )
  }
  const soon = () => {
    due ??= setTimeout(look, PAUSE)
  }

  const changes = new MutationObserver(soon)
  if (hideOn || avoid || avoidAny) {
    const attributeFilter = ['class', 'style', 'hidden', 'open']
    changes.observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter })
    for (const event of EVENTS) addEventListener(event, soon, { passive: true, capture: true, signal })
    look()
  }

  const onClick = (event: Event) => {
    const pressed = event.composedPath().find((one) => one instanceof Element)
    try {
      if (!opener || !pressed?.closest(opener)) return
    } catch {
      return // as the owner wrote it
    }
    event.preventDefault()
    void setOpen(true)
  }
  addEventListener('click', onClick, { signal })
  signal.addEventListener('abort', () => {
    changes.disconnect()
    clearTimeout(due ?? undefined)
  })
}
