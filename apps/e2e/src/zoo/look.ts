/** What the widget looks like: how each kind of element of its is drawn, and where it stands. */
export type Look = {
  launcher: { x: number; y: number; width: number; height: number; onTop: boolean }
  panel: { x: number; y: number; width: number; height: number; onTop: boolean } | null
  /** By tag and class. */
  styles: Record<string, string>
}

const PROPERTIES = [
  ...['display', 'visibility', 'color', 'background-color', 'cursor', 'pointer-events', 'direction'],
  ...['font-family', 'font-size', 'font-weight', 'font-style', 'line-height', 'letter-spacing', 'word-spacing'],
  ...['text-align', 'text-transform', 'text-indent', 'text-decoration-line', 'white-space', 'writing-mode'],
  ...['box-sizing', 'padding', 'margin', 'border-width', 'border-radius', 'transform', 'filter', 'zoom', 'user-select'],
]

/** Runs in the page, where nothing but the language itself can be relied upon. */
export function readLook(properties: string[]): Look {
  const all = document.getElementsByTagName('*')
  let root: ShadowRoot | null = null
  for (let i = 0; i < all.length; i++) {
    const found = (all[i] as Element).shadowRoot
    if (found?.querySelector('.launcher')) root = found
  }
  if (!root) throw new Error('no widget on this page')
  const at = (selector: string) => {
    const element = root.querySelector(selector) as HTMLElement
    const { x, y, width, height } = element.getBoundingClientRect()
    const top = document.elementFromPoint(x + width / 2, y + Math.min(height, innerHeight - y) / 2)
    return { ...{ x, y, width, height }, onTop: top === root.host }
  }
  const styles = Object.create(null) as Record<string, string>
  const { opacity, filter, transform, clipPath, mixBlendMode } = getComputedStyle(root.host)
  styles['host'] = `${opacity};${filter};${transform};${clipPath};${mixBlendMode}`
  const parts = root.querySelectorAll('*')
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Element
    const computed = getComputedStyle(part)
    let text = ''
    for (let k = 0; k < properties.length; k++)
      text += `${properties[k]}:${computed.getPropertyValue(properties[k] as string)};`
    styles[`${part.localName}.${part.getAttribute('class') ?? ''}`] = text
  }
  const panel = root.querySelector('.panel') as HTMLElement | null
  return { launcher: at('.launcher'), panel: panel && !panel.hidden ? at('.panel') : null, styles: { ...styles } }
}

export const LOOKED_AT = PROPERTIES

/** How `look` differs from `model`, in kinds of elements that both have. */
export function differences(look: Look, model: Look): string[] {
  const list: string[] = []
  for (const part of ['launcher', 'panel'] as const)
    if (JSON.stringify(look[part]) !== JSON.stringify(model[part]))
      list.push(`${part} is at ${JSON.stringify(look[part])} instead of ${JSON.stringify(model[part])}`)
  for (const [kind, style] of Object.entries(look.styles)) {
    const wanted = model.styles[kind]?.split(';') ?? style.split(';')
    style.split(';').forEach((one, i) => {
      if (one !== wanted[i]) list.push(`${kind} has ${one} instead of ${wanted[i]}`)
    })
  }
  return list
}
