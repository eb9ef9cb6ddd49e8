export type Props = Record<string, unknown>
type Listener = (event: Event) => void
type Listening = Element & { _on?: Record<string, Listener | undefined>; _since?: Record<string, number> }

/** Not attributes: for the drawing itself. */
const OURS = /^(key|ref|children)$/
/** Compared with what the field has by now, and set once its children are there. */
const FIELD = /^(value|checked)$/
/** Properties that cannot be written, or mean another thing than the attribute. As Preact has them. */
const ATTRIBUTES = /^(width|height|href|list|form|tabIndex|download|role|popover)$/

/**
 * Gives `element` its attributes, properties and listeners; `fill` draws what is in it. An event is not heard by
 * listeners that it caused to be there itself, on its way up.
 */
export function dress(element: Element, before: Props, now: Props, fill: () => void): void {
  for (const name in before) if (!(name in now)) set(element, name, undefined)
  for (const name in now) if (!FIELD.test(name) && now[name] !== before[name]) set(element, name, now[name])
  fill()
  for (const name of ['value', 'checked'] as const) {
    const value = now[name]
    const there = (element as HTMLInputElement)[name]
    if (value !== undefined && (value !== there || value !== before[name])) set(element, name, value)
  }
}

function set(element: Element, name: string, value: unknown): void {
  if (OURS.test(name)) return
  if (name.startsWith('on')) listen(element, name.slice(2).toLowerCase(), value as Listener | undefined)
  else if (!ATTRIBUTES.test(name) && name in element && !element.namespaceURI?.endsWith('svg'))
    Object.assign(element, { [name]: value ?? '' })
  // `aria-` and `data-` say false in words.
  else if (value == null || (value === false && name[4] !== '-')) element.removeAttribute(name)
  else element.setAttribute(name, value as string)
}

function listen(element: Listening, type: string, listener: Listener | undefined): void {
  element._on ??= {}
  element._since ??= {}
  if (!element._on[type]) element._since[type] = performance.now()
  element._on[type] = listener || undefined // `is && listener` may be false
  element.addEventListener(type, hear)
}

function hear(this: Listening, event: Event): void {
  const { type, timeStamp } = event
  if (timeStamp >= (this._since?.[type] ?? 0)) this._on?.[type]?.(event)
}
