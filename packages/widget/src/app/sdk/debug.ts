import type { Own } from './own.ts'

/** Says every event in the console for as long as `debug` is on. */
export function follow(own: Own): void {
  const say = (event: unknown) => {
    // biome-ignore lint/suspicious/noConsole: what the developer asked for with `debug(true)`.
    console.debug('[Parley]', event)
  }
  own.listeners.remove(own.say)
  own.say = say
  if (own.isDebugging) own.listeners.add('*', say)
}
