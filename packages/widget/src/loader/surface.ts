import type { Parley, ParleyError, QueuedCall } from '@parley/sdk/types'

declare const PARLEY_VERSION: string

export type Command = (...args: unknown[]) => unknown
/** Does what the surface does not do itself; null once the widget was taken off. */
export type Run = ((method: string, args: unknown[]) => unknown) | null

/** Others look for `then` and the like on whatever they are handed; no command may be made of them. */
const COMMAND = /^(?!(then|apply|version|to[JS]\w+)$)[a-z]+$/i

// No module: it stands in a <script>, or was evaluated as text.
const { dataset = {}, src = '' } = (document.currentScript ?? {}) as Partial<HTMLScriptElement>
/** The attributes of the tag. */
export const data = dataset
/** Where the tag came from; not by `URL`, which pages use for a name of their own. */
export const [origin] = src.split(/\b\/\b/)

/** What every rejection is; where `doc` leads stands what its code means. */
export function fail(code: string): ParleyError {
  const doc = `${origin}/reference/errors#${code}`
  return Object.assign(Error(`Parley: ${code}`), { name: 'ParleyError' as const, code, doc, method: '' })
}

/**
 * `Parley`: a function with every method, there before its widget is; what is not in `own` waits for `run`. The methods
 * are made when they are asked for: a list of their names would cost every page 0.4 kB.
 */
export function createSurface(run: Promise<Run>, signal: AbortSignal, own: Record<string, Command>): Parley {
  function send(method: string, args: unknown[]): unknown {
    const done = run.then((go) => {
      if (!go || signal.aborted) throw fail('destroyed')
      return go(method, args)
    })
    done.catch(() => undefined) // told as an event; one that nobody looks at is no unhandled rejection of the page's
    return /^on/.test(method) ? () => void send('off', args) : done
  }

  const call = (method: string | Command, ...args: unknown[]): unknown => {
    if (typeof method === 'function') return queueMicrotask(() => method(api)) // what it throws is the page's
    return Object.hasOwn(own, method) ? own[method]?.(...args) : send(method, args)
  }
  own['push'] = (...calls) => {
    for (const one of calls as QueuedCall[]) call(...((typeof one === 'function' ? [one] : one) as [string]))
  }
  const api = new Proxy(Object.assign(call, { version: PARLEY_VERSION }), {
    get: (target, key) => (COMMAND.test(String(key)) ? call.bind(null, key as string) : Reflect.get(target, key)),
  }) as unknown as Parley // its methods are made by the proxy
  return api
}
