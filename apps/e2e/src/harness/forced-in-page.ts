import { expressionOf } from './in-page.ts'

/*
 * What runs in a page to tell what is lost where the system decides all colours (Windows' contrast themes).
 */

type Drawn = { at: Element; pseudo: string }
type Marked = typeof globalThis & { surfaces?: Drawn[] }

const PSEUDO = ['', '::before', '::after']
const STATES = '[aria-pressed=true],[aria-selected=true],[aria-checked=true],[aria-current],:checked,.on'
const FOCUSABLE = 'button,a[href],input:not([type=file]),select,textarea,[tabindex="0"]'

function allIn(root: Document | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? allIn(one.shadowRoot) : [])])
}

/** What is ours on the page, and seen. */
function ours(): Element[] {
  const isPageOurs = location.pathname !== '/strict/demo'
  return allIn(document).filter((one) => {
    if (!isPageOurs && !(one.getRootNode() instanceof ShadowRoot)) return false
    const { width, height } = one.getBoundingClientRect()
    return width * height > 0 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  })
}

function calledAs({ at, pseudo }: Drawn): string {
  const text = (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 30)
  return `${at.tagName.toLowerCase()}.${at.getAttribute('class') ?? ''}${pseudo} "${text}"`
}

function styleAt({ at, pseudo }: Drawn): CSSStyleDeclaration {
  return getComputedStyle(at, pseudo || null)
}

function alphaOf(color: string): number {
  const [, , , alpha = '1'] = color.match(/[\d.]+/g) ?? []
  return Number(alpha)
}

/** The colour that lies behind it. */
function behind(at: Element): string {
  const around = at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host
  if (!around) return systemColour('Canvas')
  const { backgroundColor } = getComputedStyle(around)
  return alphaOf(backgroundColor) > 0.9 ? backgroundColor : behind(around)
}

/** Told from what is around it by its own colour, or by a line that a shadow draws. */
function isSurface(drawn: Drawn): boolean {
  const { at, pseudo } = drawn
  const style = styleAt(drawn)
  if (at === document.body || (pseudo && /^(none|normal)$/.test(style.content))) return false
  const ground = pseudo ? getComputedStyle(at).backgroundColor : behind(at)
  const isFilled = alphaOf(style.backgroundColor) > 0.1 && style.backgroundColor !== ground
  return isFilled || /inset|0px 0px 0px [12]/.test(style.boxShadow)
}

/** Keeps what has a surface while colours are the site's own. */
function keepSurfaces(): void {
  const parts = ours().flatMap((at) => PSEUDO.map((pseudo) => ({ at, pseudo })))
  ;(globalThis as Marked).surfaces = parts.filter(isSurface)
}

function hasEdge(drawn: Drawn): boolean {
  const style = styleAt(drawn)
  const ground = behind(drawn.at)
  const sides = ['Top', 'Bottom', 'Left', 'Right'] as const
  const hasBorder = sides.some(
    (side) =>
      style[`border${side}Style`] !== 'none' &&
      Number.parseFloat(style[`border${side}Width`]) >= 1 &&
      style[`border${side}Color`] !== ground,
  )
  const hasOutline = style.outlineStyle !== 'none' && style.outlineColor !== ground
  const isFilled = alphaOf(style.backgroundColor) > 0.9 && style.backgroundColor !== ground
  return hasBorder || hasOutline || isFilled
}

/** Those of them that nothing tells from what is around them any more. */
function edgeless(): string[] {
  const kept = (globalThis as Marked).surfaces ?? []
  const seen = kept.filter(({ at }) => at.isConnected && at.checkVisibility({ visibilityProperty: true }))
  return [...new Set(seen.filter((one) => !hasEdge(one)).map(calledAs))]
}

function systemColour(name: string): string {
  const probe = document.createElement('span')
  document.documentElement.append(probe)
  probe.style.setProperty('color', name)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function systemColours(): Set<string> {
  const names = [
    'CanvasText',
    'LinkText',
    'ButtonText',
    'ButtonBorder',
    'FieldText',
    'GrayText',
    'Highlight',
    'HighlightText',
  ]
  return new Set(names.map(systemColour))
}

/** Drawings in colours of their own, which may be those of what lies behind them. */
function strangeDrawings(): string[] {
  const system = systemColours()
  const isStrange = (color: string) => color !== 'none' && alphaOf(color) > 0 && !system.has(color)
  const shapes = ours().filter((one) => one instanceof SVGGeometryElement)
  return [
    ...new Set(
      shapes.flatMap((at) => {
        const { stroke, fill } = getComputedStyle(at)
        const around = at.closest('button, a, label, p, div, span') ?? at
        return isStrange(stroke) || isStrange(fill)
          ? [`${stroke} ${fill}: ${calledAs({ at: around, pseudo: '' })}`]
          : []
      }),
    ),
  ]
}

function signOf(at: Element): string {
  const beside = [at, at.nextElementSibling, at.parentElement].filter((one) => one !== null)
  const parts = beside.flatMap((one) => PSEUDO.map((pseudo) => styleAt({ at: one, pseudo })))
  return parts
    .map((style) => [style.borderTopWidth, style.borderTopColor, style.outline, style.backgroundColor, style.content])
    .join('|')
}

/** Takes the state off and gives it back, without anybody noticing. */
function without<T>(at: Element, look: () => T): T {
  if (at instanceof HTMLInputElement && at.checked) {
    at.checked = false
    const found = look()
    at.checked = true
    return found
  }
  const name =
    ['aria-pressed', 'aria-selected', 'aria-checked', 'aria-current'].find((one) => at.hasAttribute(one)) ?? 'class'
  const value = at.getAttribute(name) ?? ''
  at.setAttribute(name, name === 'class' ? value.replace(/\bon\b/, '') : 'false')
  if (name === 'aria-current') at.removeAttribute(name)
  const found = look()
  at.setAttribute(name, value)
  return found
}

/** States that look as if they were none. */
function silentStates(): string[] {
  const isNative = (one: Element) => one.matches('input[type=checkbox]') && getComputedStyle(one).appearance !== 'none'
  const held = ours().filter((one) => one.matches(STATES) && !isNative(one))
  return held.filter((at) => signOf(at) === without(at, () => signOf(at))).map((at) => calledAs({ at, pseudo: '' }))
}

function isRinged(at: Element): boolean {
  const around = [at, at.nextElementSibling, at.parentElement, at.parentElement?.parentElement]
  return around.some((one) => {
    if (!one) return false
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== behind(one)
  })
}

/** What takes the focus of the keyboard without showing it. Wants a key to have been pressed last. */
function ringless(): string[] {
  const stops = ours().filter((one) => one.matches(FOCUSABLE) && !(one as HTMLButtonElement).disabled)
  return stops.flatMap((at) => {
    ;(at as HTMLElement).focus({ preventScroll: true })
    return at.matches(':focus') && !isRinged(at) ? [calledAs({ at, pseudo: '' })] : []
  })
}

const HELPERS = [
  ...[
    allIn,
    ours,
    calledAs,
    styleAt,
    alphaOf,
    behind,
    isSurface,
    hasEdge,
    systemColour,
    systemColours,
    signOf,
    without,
    isRinged,
  ],
]
const CONSTANTS = `const PSEUDO=${JSON.stringify(PSEUDO)},STATES=${JSON.stringify(STATES)},FOCUSABLE=${JSON.stringify(FOCUSABLE)};`
const DOORS = { keepSurfaces, edgeless, strangeDrawings, silentStates, ringless }

/** A call of `door` as a page evaluates it. */
export const inPage = (door: keyof typeof DOORS): string =>
  expressionOf([...HELPERS, DOORS[door]]).replace('(() => {', `(() => {${CONSTANTS}`)
