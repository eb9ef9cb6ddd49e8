/** Sides of the drawn icon and the radius of its dot, pixels. */
const SIDE = 64
const DOT = 18
/** look.md: danger, with the ring that keeps it apart from any icon. */
const DOT_COLOR = '#c72d2e'
const RING_COLOR = '#fff'

/** Tells people who look at another tab how much is unread here: by the page's title, and by a dot on its icon. */
export type PageMark = {
  /** 0 gives the page back what was its own. */
  set(count: number): void
}

/**
 * Marks `page`. The title is changed in its text node, and icons are put aside by their `rel`, so that what the page
 * holds of them stays what it was. What the page changes meanwhile is the page's: it is not put back.
 */
export function createPageMark(page: Document): PageMark {
  const title = createTitle(page)
  const icon = createIcon(page)
  return {
    set(count) {
      title(count)
      icon(count > 0)
    },
  }
}

function createTitle(page: Document): (count: number) => void {
  let held: { node: Text; was: string; is: string } | null = null
  return (count) => {
    if (held && held.node.data === held.is) held.node.data = held.was
    held = null
    const node = page.querySelector('head > title')?.firstChild
    if (count === 0 || node?.nodeType !== Node.TEXT_NODE) return
    const was = (node as Text).data
    held = { node: node as Text, was, is: `(${count}) ${was}` }
    held.node.data = held.is
  }
}

function createIcon(page: Document): (isMarked: boolean) => void {
  let isWanted = false
  let undo: (() => void) | null = null
  return (isMarked) => {
    if (isMarked === isWanted) return
    isWanted = isMarked
    undo?.()
    undo = null
    const links = [...page.querySelectorAll<HTMLLinkElement>('head > link[rel~="icon" i]')]
    const href = links.at(-1)?.href
    // A page that names no icon, or whose icon cannot be read, keeps it as it is.
    if (!isMarked || !href) return
    dotted(href).then(
      (drawn) => {
        if (isWanted && !undo) undo = replace(page, links, drawn)
      },
      () => undefined,
    )
  }
}

/** Puts `links` aside and `href` in their place; the result gives them back. */
function replace(page: Document, links: readonly HTMLLinkElement[], href: string): () => void {
  const aside = links.map((link) => ({ link, rel: link.getAttribute('rel') ?? '' }))
  const own = page.createElement('link')
  for (const { link } of aside) link.setAttribute('rel', 'parley-aside')
  own.rel = 'icon'
  own.href = href
  page.head.append(own)
  return () => {
    own.remove()
    for (const { link, rel } of aside) if (link.getAttribute('rel') === 'parley-aside') link.setAttribute('rel', rel)
  }
}

/** The icon with a dot in its corner. Rejects when it cannot be loaded, or comes from where it may not be read. */
async function dotted(href: string): Promise<string> {
  const image = new Image(SIDE, SIDE)
  image.crossOrigin = 'anonymous'
  image.src = href
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.drawImage(image, 0, 0, SIDE, SIDE)
  const at = SIDE - DOT
  pen.fillStyle = DOT_COLOR
  pen.strokeStyle = RING_COLOR
  pen.lineWidth = 5
  pen.beginPath()
  pen.arc(at, at, DOT - 3, 0, 2 * Math.PI)
  pen.stroke()
  pen.fill()
  return canvas.toDataURL()
}
