import { createModel, effect, signal } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { parseRoute, pathOf, type Route } from '../routes.ts'

type Window = Pick<BrowserWindow, 'base' | 'address' | 'push' | 'replace' | 'onAddress' | 'onLeave'>

/** The address as a signal, and the one way to change it. */
export const RouterModel = createModel((window: Window) => {
  const { base } = window
  const read = () => parseRoute(base, window.address())
  const route = signal<Route>(read())
  /** Whether something on screen is not saved. */
  const isHeld = signal(false)
  /** Where the person wanted to go meanwhile; he is asked first. */
  const wanted = signal<Route | null>(null)
  effect(() =>
    window.onAddress(() => {
      const to = read()
      if (!isHeld.peek()) {
        route.value = to
        return
      }
      window.push(pathOf(base, route.peek()))
      wanted.value = to
    }),
  )
  effect(() => (isHeld.value ? window.onLeave() : undefined))

  function go(to: Route): void {
    if (isHeld.peek()) wanted.value = to
    else {
      window.push(pathOf(base, to))
      route.value = to
    }
  }

  return {
    route,
    wanted,
    /** Nothing that is not saved is left without a question; the result lets go. */
    hold(): () => void {
      isHeld.value = true
      return () => {
        isHeld.value = false
      }
    },
    /** The answer to the question: goes, or stays. */
    answer(mayGo: boolean): void {
      const to = wanted.peek()
      wanted.value = null
      if (!mayGo || !to) return
      isHeld.value = false
      go(to)
    },
    /** For `href`: links work in a new tab too. */
    pathOf: (to: Route) => pathOf(base, to),
    go,
    /** To a path below the inbox's own, as notifications name them. */
    lead(path: string) {
      const [pathname = '', message = ''] = path.split('#')
      go(parseRoute(base, { pathname: base + pathname, search: '', hash: message && `#${message}` }))
    },
    /** As `go`, without a step in the history: a used token must not come back with "back". */
    replace(to: Route) {
      window.replace(pathOf(base, to))
      route.value = to
    },
  }
})
export type RouterModel = InstanceType<typeof RouterModel>
