import { computed, effect, signal } from '@preact/signals-core'
import { Component, type ComponentChild, type ComponentType } from 'preact'

/** What a view may ask for in its setup. */
export type Life = {
  /** Called each time its drawing is in the document. */
  drawn?(): void
  /** Called when it leaves the document. */
  ended?(): void
}
type Instance = Component & Life & { end(): void }

const METHODS = {
  componentDidMount(this: Instance): void {
    this.drawn?.()
  },
  componentDidUpdate(this: Instance): void {
    this.drawn?.()
  },
  componentWillUnmount(this: Instance): void {
    this.end()
    this.ended?.()
  },
}

const isSame = <P extends object>(now: P, before: P): boolean =>
  Object.keys({ ...now, ...before }).every((name) => now[name as keyof P] === before[name as keyof P])

/**
 * A component whose `setup` runs once and returns what draws it; it is drawn again when a signal that the drawing read
 * changes. Does for this widget what hooks and `@preact/signals` do, in 0.2 kB instead of 1.9 (brotli, measured).
 */
export function view<P extends object = object>(
  setup: (props: P, life: Life) => (props: P) => ComponentChild,
): ComponentType<P> {
  function View(this: Instance, first: P): void {
    const props = signal(first)
    const draw = setup(first, this)
    const tree = computed(() => draw(props.value))
    let isDrawing = true
    this.end = effect(() => {
      tree.value
      if (!isDrawing) this.forceUpdate()
    })
    this.render = (now) => {
      isDrawing = true
      // Drawn by what is around it with nothing new, it stays as it stands.
      if (!isSame(now as P, props.peek())) props.value = now as P
      isDrawing = false
      return tree.peek()
    }
  }
  View.prototype = Object.assign(Object.create(Component.prototype), METHODS)
  return View as unknown as ComponentType<P> // constructed by Preact, which asks for no more than a prototype
}
