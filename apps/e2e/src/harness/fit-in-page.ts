import { expressionOf } from './in-page.ts'

/*
 * What runs in a page, by {@link inPage}, to tell what does not fit.
 */

type Holder = { at: Element; style: CSSStyleDeclaration; box: DOMRect }

function nameOf(element: Element): string {
  const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
  return `${element.tagName.toLowerCase()} "${name.trim().slice(0, 40)}"`
}

function parentOf(element: Element): Element | null {
  return element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null
}

function isUnseen(element: Element): boolean {
  if (/^(script|style|title|option|noscript)$/i.test(element.tagName)) return true
  return !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
}

function isForEars({ clipPath }: CSSStyleDeclaration): boolean {
  return clipPath.startsWith('inset(50%')
}

/** In pixels; fonts round. */
function isWider(text: DOMRect, { box }: Holder): boolean {
  return text.left < box.left - 1.5 || text.right > box.right + 1.5
}

function isHigher(text: DOMRect, { box }: Holder): boolean {
  return text.top < box.top - 1.5 || text.bottom > box.bottom + 1.5
}

/** What people wrote may be cut where it only leads to the whole; our own words never are. */
function mayCut({ at, style }: Pick<Holder, 'at' | 'style'>, element: Element): boolean {
  if (style.webkitLineClamp !== 'none') return true
  return style.textOverflow === 'ellipsis' && (element.tagName === 'BDI' || at.tagName === 'H2')
}

/** Whether `style` scrolls what is in it, or takes it out of its surroundings. */
function standsAlone({ overflow, position }: CSSStyleDeclaration): boolean {
  return /auto|scroll/.test(overflow) || /fixed|absolute/.test(position)
}

/** Looks at each element once: what holds one text holds a hundred others. */
function createLook(): (at: Element) => Holder {
  const known = new Map<Element, Holder>()
  return (at) => {
    const holder = known.get(at) ?? { at, style: getComputedStyle(at), box: at.getBoundingClientRect() }
    known.set(at, holder)
    return holder
  }
}

/** What holds the text of `element`, from the inside, up to what scrolls or stands alone. */
function holdersOf(element: Element, look: (at: Element) => Holder): Holder[] {
  const holders: Holder[] = []
  let at: Element | null = element
  while (at) {
    const holder = look(at)
    if (isForEars(holder.style)) return []
    if (mayCut(holder, element)) return holders
    holders.push(holder)
    at = standsAlone(holder.style) ? null : parentOf(at)
  }
  return holders
}

function clipsX({ at, style }: Holder, isOfWords: boolean): boolean {
  if (/hidden|clip/.test(style.overflowX)) return true
  return isOfWords && /block|flex|grid/.test(style.display) && at.matches('button, a, label, h2, h3, p')
}

function judgeText(text: Text, element: Element, look: (at: Element) => Holder): string[] {
  const isOfWords = /[\p{L}\p{N}]/u.test(text.data) // a family in an emoji is as wide as the font has it
  const range = document.createRange()
  range.selectNodeContents(text)
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0)
  return holdersOf(element, look).flatMap((holder) => {
    const isCutX = clipsX(holder, isOfWords) && rects.some((rect) => isWider(rect, holder))
    const isCutY = /hidden|clip/.test(holder.style.overflowY) && rects.some((rect) => isHigher(rect, holder))
    if (isCutX) return [`cut off at the side: ${nameOf(element)}`]
    return isCutY ? [`cut off in height: ${nameOf(element)}`] : []
  })
}

function judgeScroll(element: Element): string[] {
  const { overflowX, scrollSnapType } = getComputedStyle(element)
  const mayScroll = scrollSnapType !== 'none' || element.matches('pre, textarea, input')
  const over = element.scrollWidth - element.clientWidth
  const isOver = /auto|scroll/.test(overflowX) && !mayScroll && over > 1
  return isOver ? [`scrolls sideways by ${over}: ${nameOf(element)}`] : []
}

function elementsIn(root: Document | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? elementsIn(one.shadowRoot) : [])])
}

function textsOf(element: Element): Text[] {
  return [...element.childNodes].filter((node): node is Text => node instanceof Text && node.data.trim() !== '')
}

/** Text that is cut off or lies outside what holds it, and whatever scrolls sideways, as the page stands. */
function misfits(): string[] {
  const look = createLook()
  const seen = elementsIn(document).filter((element) => !isUnseen(element))
  const found = seen.flatMap((element) => [
    ...judgeScroll(element),
    ...textsOf(element).flatMap((text) => judgeText(text, element, look)),
  ])
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways')
  return [...new Set(found)]
}

/** The same in each of `locales`, which the chat is told to speak one after the other; each with its language. */
async function misfitsIn(locales: string): Promise<string[]> {
  const { Parley } = globalThis as unknown as { Parley: { setLocale(locale: string): Promise<void> } }
  const found: string[] = []
  for (const locale of locales.split(' ')) {
    await Parley.setLocale(locale)
    await new Promise((drawn) => setTimeout(drawn))
    found.push(...misfits().map((one) => `${locale}: ${one}`))
  }
  return found
}

function animations(): Animation[] {
  const roots = [document, ...elementsIn(document).flatMap(({ shadowRoot }) => shadowRoot ?? [])]
  return roots.flatMap((root) => root.getAnimations())
}

function isMoving({ effect }: Animation): boolean {
  const frames = (effect as KeyframeEffect).getKeyframes()
  return frames.some(({ transform, translate, scale, rotate }) =>
    [transform, translate, scale, rotate].some((one) => one !== undefined && one !== 'none'),
  )
}

/** Animations that move something; fades are none of them. */
function movements(): string[] {
  return animations()
    .filter(isMoving)
    .map(({ effect }) => nameOf((effect as KeyframeEffect).target ?? document.body))
}

/** A fade that is half over has colours of its own. */
async function stillness(): Promise<void> {
  const ending = animations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
  await Promise.allSettled(ending.map(({ finished }) => finished))
}

/** Gives every shadow root one sheet more, in place of the one before. */
function setSheet(css: string): void {
  for (const { shadowRoot } of elementsIn(document)) {
    if (!shadowRoot) continue
    const before = shadowRoot.adoptedStyleSheets.filter((sheet) => !('isOfTest' in sheet))
    const sheet = Object.assign(new CSSStyleSheet(), { isOfTest: true })
    sheet.replaceSync(css)
    shadowRoot.adoptedStyleSheets = css ? [...before, sheet] : before
  }
}

const HELPERS = [
  ...[
    nameOf,
    parentOf,
    isUnseen,
    isForEars,
    isWider,
    isHigher,
    mayCut,
    standsAlone,
    createLook,
    holdersOf,
    clipsX,
    judgeText,
  ],
  ...[judgeScroll, elementsIn, textsOf, animations, isMoving, misfits],
]
const DOORS = { misfits, misfitsIn, movements, stillness, setSheet }

/** A call of `door` as a page evaluates it. */
export const inPage = (door: keyof typeof DOORS, argument = ''): string =>
  expressionOf([...HELPERS, DOORS[door]], argument)
