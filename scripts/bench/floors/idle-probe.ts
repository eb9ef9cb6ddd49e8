import type { Idle } from '../widget-probe.ts'

// Counts every callback that somebody asked the page's clock for; ahead of every script of the page.

type Ask = (work: (...args: unknown[]) => void, ...rest: unknown[]) => number
type Clock = Record<string, unknown> & { parleyIdle?: () => Idle }

const scope = globalThis as unknown as Clock
const armed = new Set<string>()
let fired = 0

/** Wraps one way to be called later and the way to cancel it; ids are counted per way. */
function watch(ask: string, cancel: string, isOnce: boolean): void {
  const begin = (scope[ask] as Ask).bind(globalThis)
  const end = (scope[cancel] as (id: number) => void).bind(globalThis)
  const later: Ask = (work, ...rest) => {
    const id = begin(
      (...args) => {
        fired++
        if (isOnce) armed.delete(`${cancel} ${id}`)
        work(...args)
      },
      ...rest,
    )
    armed.add(`${cancel} ${id}`)
    return id
  }
  scope[ask] = later
  scope[cancel] = (id: number) => {
    armed.delete(`${cancel} ${id}`)
    end(id)
  }
}

watch('setTimeout', 'clearTimeout', true)
watch('setInterval', 'clearInterval', false)
watch('requestAnimationFrame', 'cancelAnimationFrame', true)
watch('requestIdleCallback', 'cancelIdleCallback', true)
scope.parleyIdle = () => {
  const seen = { fired, armed: armed.size }
  fired = 0
  return seen
}
