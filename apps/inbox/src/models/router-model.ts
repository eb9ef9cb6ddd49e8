import { createModel, effect, signal } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { parseRoute, pathOf, type Route } from '../routes.ts'

type Window = Pick<BrowserWindow, 'base' | 'address' | 'push' | 'replace' | 'onAddress'>

/** The address as a signal, and the one way to change it. */
export const RouterModel = createModel((window: Window) => {
  const { base } = window
  const read = () => parseRoute(base, window.address())
  const route = signal<Route>(read())
  effect(() =>
    window.onAddress(() => {
      route.value = read()
    }),
  )
  return {
    route,
    /** For `href`: links work in a new tab too. */
    pathOf: (to: Route) => pathOf(base, to),
    go(to: Route) {
      window.push(pathOf(base, to))
      route.value = to
    },
    /** As `go`, without a step in the history: a used token must not come back with "back". */
    replace(to: Route) {
      window.replace(pathOf(base, to))
      route.value = to
    },
  }
})
export type RouterModel = InstanceType<typeof RouterModel>
