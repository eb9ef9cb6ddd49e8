import { createRequire } from 'node:module'
import type * as Mingo from 'mingo'

const load = createRequire(import.meta.url)
let loaded: typeof Mingo | undefined

/**
 * The aggregation language, loaded when something first speaks it, which no query of the product does: its hundreds of
 * modules took a fifth of the time to open a store, once in each of two threads.
 */
export function mingo(): typeof Mingo {
  loaded ??= load('mingo') as typeof Mingo
  return loaded
}
