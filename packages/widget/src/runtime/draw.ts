import type * as Library from 'preact'
import { dress, type Props } from './dress.ts'

/*
 * Draws trees as Preact does, for the widget's bundle alone: the build puts this in its place (decision 0009). Views are
 * written and tested against Preact; `lean.test.ts` draws random stories with both and holds this to the same markup, the
 * same kept elements and the same calls. Left out: hydration, contexts, portals, hooks, component state, error
 * boundaries, styles as objects. A child is kept by its key within its parent, without one by its place.
 */

/** A part of a tree that can be drawn again by itself; made by what `view` returns. */
type Part = {
  props: Props
  render(props: Props): unknown
  componentDidMount?(): void
  componentDidUpdate?(): void
  componentWillUnmount?(): void
  /** Where it is drawn; undefined before and afterwards. */
  _node?: VNode | undefined
  /** Whether it waits to be drawn again. */
  _isDue?: boolean
}
type Maker = ((props: Props) => unknown) & (new (props: Props) => Part)

/** An element, a text or a part. Names that begin with `_` are shortened by the build. */
type VNode = {
  /** An element's name; what makes a part or gives a tree; null: text, which `props.data` is. */
  type: string | Maker | null
  props: Props
  key: unknown
  _dom?: Element | Text
  _part?: Part | undefined
  _children: Child[]
  _parent?: VNode
}
type Child = VNode | null | undefined
type Place = Element & { _root?: VNode }

/** Whom to tell when what is being drawn stands: who holds an element, then parts that were drawn, the inner ones first. */
type Telling = { held: (() => void)[]; drawn: (() => void)[] }

let telling: Telling
let waiting: Part[] = []

const vnode = (type: VNode['type'], props: Props, key?: unknown): VNode => ({ type, props, key, _children: [] })

export const h = ((type: VNode['type'], props: Props | null, ...children: unknown[]) =>
  vnode(
    type,
    children.length ? { ...props, children } : (props ?? {}),
    props?.key ?? undefined,
  )) as unknown as typeof Library.h

export const Fragment = (({ children }: Props) => children) as unknown as typeof Library.Fragment

export const render = ((tree: unknown, place: Place) => {
  place._root ??= vnode(null, {})
  place._root._dom = place
  commit(place._root, place._root, tree)
}) as unknown as typeof Library.render

export function Component(this: Part, props: Props): void {
  this.props = props
}
Component.prototype.forceUpdate = function (this: Part) {
  if (this._isDue || !this._node) return
  this._isDue = true
  if (waiting.push(this) === 1) queueMicrotask(drawWaiting)
}

const depthOf = (node: VNode | undefined): number => (node ? depthOf(node._parent) + 1 : 0)

/** Outer parts first: they may draw inner ones on their way, or take them out. */
function drawWaiting(): void {
  try {
    while (waiting.length) {
      const [part, ...others] = waiting.sort((a, b) => depthOf(a._node) - depthOf(b._node))
      waiting = others
      const node = part?._node
      if (!part?._isDue || !node) continue
      let host = node
      while (!host._dom && host._parent) host = host._parent
      commit(host, node)
    }
  } finally {
    if (waiting.length) queueMicrotask(drawWaiting)
  }
}

/** Draws a part again, or `tree` into `node`; `host` is the element around it. */
function commit(host: VNode, node: VNode, tree?: unknown): void {
  const outer = telling
  const now: Telling = { held: [], drawn: [] }
  telling = now
  try {
    if (node._part) drawPart(node, node._part, host, node._children)
    else drawChildren(node, [tree], host, node._children)
    arrange(host)
  } finally {
    telling = outer
  }
  for (const tell of [...now.held, ...now.drawn]) tell()
}

function draw(node: VNode, before: VNode | undefined, host: VNode): void {
  const { type, props } = node
  if (typeof type === 'function') {
    const isPart = type.prototype?.forceUpdate
    node._part = before?._part ?? (isPart ? new type(props) : { props, render: type })
    drawPart(node, node._part, host, before?._children)
  } else if (type) {
    node._dom = before?._dom ?? elementOf(type, host._dom as Element)
    dress(node._dom as Element, before?.props ?? {}, props, () => {
      drawChildren(node, ([] as unknown[]).concat(props.children), node, before?._children)
      arrange(node)
    })
  } else node._dom = textOf(props.data as string, before?._dom as Text | undefined)
}

function elementOf(type: string, host: Element): Element {
  return document.createElementNS(type === 'svg' ? 'http://www.w3.org/2000/svg' : host.namespaceURI, type)
}

function textOf(data: string, text = document.createTextNode('')): Text {
  if (text.data !== data) text.data = data
  return text
}

function drawPart(node: VNode, part: Part, host: VNode, before: Child[] | undefined): void {
  part._node = node
  part.props = node.props
  part._isDue = false
  const tree = part.render(node.props)
  drawChildren(node, Array.isArray(tree) ? tree : [tree], host, before)
  const tell = before ? part.componentDidUpdate : part.componentDidMount
  if (tell) telling.drawn.push(() => tell.call(part))
}

/** What a view may return, as something to draw. What is drawn elsewhere already is drawn once more. */
function childOf(item: unknown, before: Child[], others: Child[]): Child {
  if (item === undefined || item === null || typeof item === 'boolean') return null
  if (Array.isArray(item)) return vnode(Fragment as unknown as Maker, { children: item })
  if (typeof item !== 'object') return vnode(null, { data: `${item}` })
  const node = item as VNode
  const isTaken = node._parent && (others.includes(node) || !before.includes(node))
  return isTaken ? vnode(node.type, node.props, node.key) : node
}

function drawChildren(node: VNode, items: unknown[], host: VNode, before: Child[] = []): void {
  const children: Child[] = []
  for (const item of items) children.push(childOf(item, before, children))
  const left = [...before]
  const kept = takenOf(children, left)
  for (const one of left) if (one) drop(one, true)
  node._children = children
  children.forEach((child, at) => {
    if (!child) return
    const old = kept[at] ?? undefined
    child._parent = node
    if (child !== old) draw(child, old, host)
    hold(child, old?.props.ref)
  })
}

/** What is there already of each child; it is taken out of `left`. Neighbours before are looked for as neighbours. */
function takenOf(children: Child[], left: Child[]): Child[] {
  let skew = 0
  return children.map((child, at) => {
    if (!child) return null
    const { type, key } = child
    const isSame = (one: Child) => one && one.type === type && one.key === key
    let found = at + (key === undefined ? 0 : skew)
    if (!isSame(left[found])) found = key === undefined ? -1 : left.findIndex(isSame)
    const one = left[found]
    if (one) {
      skew = found - at
      left[found] = null
    }
    return one
  })
}

type Hold = (element: Element | null) => void

function hold({ type, props, _dom }: VNode, before: unknown): void {
  const { ref } = props
  if (typeof type !== 'string' || ref === before) return
  ;(before as Hold | undefined)?.(null)
  if (ref) telling.held.push(() => (ref as Hold)(_dom as Element))
}

function drop(node: VNode, isOutermost: boolean): void {
  const { _dom, _part, props, type } = node
  if (typeof type === 'string') (props.ref as Hold | undefined)?.(null)
  if (_part) {
    _part._node = undefined
    _part.componentWillUnmount?.()
  }
  for (const child of node._children) if (child) drop(child, isOutermost && !_dom)
  if (isOutermost) _dom?.remove()
}

function* domOf(node: VNode): Generator<Element | Text> {
  for (const child of node._children) {
    if (child?._dom) yield child._dom
    else if (child) yield* domOf(child)
  }
}

/** Puts what `node` is made of in order; what stands where it belongs is not touched. */
function arrange(node: VNode): void {
  const host = node._dom as Element
  let at = host.firstChild
  for (const dom of domOf(node)) {
    if (dom === at) at = at.nextSibling
    // Moved, it keeps its focus and goes on playing, where the browser can.
    else if (dom.isConnected && host.moveBefore) host.moveBefore(dom, at)
    else host.insertBefore(dom, at)
  }
}
