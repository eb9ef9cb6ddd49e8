import type { Page } from 'playwright-core'
import { expressionOf } from './in-page.ts'

/** Where the keyboard is: what it is called, and how well its ring stands out from what lies around it. */
export type Stop = { name: string; tag: string; ring: number; isInChat: boolean }

/** What runs in the page, from here to {@link HELPERS}. */
type Marked = typeof globalThis & { stops?: Element[] }

function deepest(): Element {
  let at = document.activeElement ?? document.body
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}

function around(element: Element): Element | null {
  return element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null
}

function nameOfStop(element: Element): string {
  const labels = (element as Partial<HTMLInputElement>).labels
  const label = labels?.[0]?.textContent ?? element.textContent ?? ''
  return (element.getAttribute('aria-label') ?? label).trim().slice(0, 60)
}

function channels(color: string): number[] {
  return (color.match(/[\d.]+/g) ?? []).map(Number)
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** The colour that lies behind `element`, or behind what is around it. */
function ground(element: Element | null): string {
  for (let at = element; at; at = around(at)) {
    const { backgroundColor } = getComputedStyle(at)
    if ((channels(backgroundColor)[3] ?? 1) > 0.99) return backgroundColor
  }
  return 'rgb(255, 255, 255)'
}

/** What is drawn under the ring of `element`, beside it; what holds it where that is out of sight. */
function besides(element: Element, offset: number): Element | null {
  const { left, top, height } = element.getBoundingClientRect()
  const point = [left - offset - 1, top + height / 2] as const
  let found = document.elementFromPoint(...point)
  while (found?.shadowRoot) {
    const deeper = found.shadowRoot.elementFromPoint(...point)
    if (!deeper || deeper === found) break
    found = deeper
  }
  return found ?? around(element)
}

/** Who draws the ring: the element, the card that it fills, or the box around it. */
function ringOf(element: Element): number {
  const box = element.parentElement
  const drawn: [CSSStyleDeclaration, Element][] = [
    [getComputedStyle(element), element],
    [getComputedStyle(element, '::before'), element],
    ...(element.nextElementSibling ? [[getComputedStyle(element.nextElementSibling), element] as const] : []),
    ...(box ? ([[getComputedStyle(box), box]] as const) : []),
    ...(box?.parentElement ? ([[getComputedStyle(box.parentElement), box.parentElement]] as const) : []),
  ].map(([style, of]) => [style as CSSStyleDeclaration, of as Element])
  const [style, of] =
    drawn.find(([one]) => one.outlineStyle !== 'none' && Number.parseFloat(one.outlineWidth) >= 2) ?? []
  if (!style || !of) return 0
  const isInside = Number.parseFloat(style.outlineOffset) < 0
  const [halo] = /rgba?\([^)]*\) 0px 0px 0px (?=[4-9]px)/.exec(style.boxShadow) ?? []
  return contrast(
    style.outlineColor,
    halo ?? ground(isInside ? of : besides(of, Number.parseFloat(style.outlineOffset))),
  )
}

function stopNow(): Stop {
  const element = deepest()
  const isInChat = element.getRootNode() instanceof ShadowRoot
  const isStop = element !== document.body
  ;(globalThis as Marked).stops?.push(element)
  const ring = isStop ? Math.round(ringOf(element) * 10) / 10 : 0
  return { name: isStop ? nameOfStop(element) : '', tag: element.tagName.toLowerCase(), ring, isInChat }
}

/** From here on the stops are remembered. */
function begin(): void {
  ;(globalThis as Marked).stops = []
}

function isAfter(one: DOMRect, next: DOMRect, isRightToLeft: boolean): boolean {
  const isBelow = next.top >= one.bottom - 8
  const isSameRow = next.top < one.bottom && next.bottom > one.top
  const isBeside = isRightToLeft ? next.right <= one.left + 8 : next.left >= one.right - 8
  const isInside = next.top >= one.top && next.bottom <= one.bottom + 1 // of a thread one comes to what is in it
  return isBelow || (isSameRow && isBeside) || isInside
}

/** Pairs of stops whose second lies before the first, as one reads. */
function outOfOrder(direction: string): string[] {
  const stops = ((globalThis as Marked).stops ?? []).filter((one) => one.getRootNode() instanceof ShadowRoot)
  const boxes = stops.map((one) => one.getBoundingClientRect())
  return boxes.flatMap((box, at) => {
    const next = boxes[at + 1]
    const isRight = !next || isAfter(box, next, direction === 'rtl')
    return isRight ? [] : [`${nameOfStop(stops[at] as Element)} > ${nameOfStop(stops[at + 1] as Element)}`]
  })
}

const HELPERS = [deepest, around, nameOfStop, channels, luminance, contrast, ground, besides, ringOf, isAfter]

export const stopOn = (page: Page): Promise<Stop> => page.evaluate(expressionOf([...HELPERS, stopNow]))

/** Presses Tab (or Shift+Tab) until `isThere`; tells every stop on the way. */
export async function tabUntil(page: Page, isThere: (stop: Stop) => boolean, key = 'Tab', most = 60): Promise<Stop[]> {
  const stops: Stop[] = []
  await page.evaluate(expressionOf([begin]))
  while (stops.length < most) {
    await page.keyboard.press(key)
    const stop = await stopOn(page)
    stops.push(stop)
    if (isThere(stop)) return stops
  }
  throw new Error(`not reached by ${key}:\n${stops.map(({ name, tag }) => `${tag} ${name}`).join('\n')}`)
}

/** Of the last walk by Tab: what came in another order than one reads. */
export const stopsOutOfOrder = (page: Page, direction: 'ltr' | 'rtl'): Promise<string[]> =>
  page.evaluate(expressionOf([...HELPERS, outOfOrder], direction))
