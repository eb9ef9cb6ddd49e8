import type { EventName, Off, Parley, ParleyError, ParleyEvent } from './types/index.ts'

type Run = (parley: Parley) => unknown
type Method = (...args: unknown[]) => unknown

/** Others look for these on whatever they are handed; no command may be made of them. */
const NO_COMMAND =
  /^(then|catch|finally|apply|call|bind|prototype|constructor|valueOf|toJSON|toString|\$\$typeof|\W.*)$/

const isFunction = (value: unknown): value is Method => typeof value === 'function'

/** How long `version` is not known. */
const NOT_YET = ''

/**
 * `Parley` before there is one: every call waits for `there(true)`, in order. Listeners are told at once how they end, ask for
 * nothing by themselves, and stay when the widget did not come; whoever listens to `error` is told so.
 */
export function createSurface(there: (isCall: boolean) => Promise<Parley>, instance: string): Parley {
  let version = NOT_YET

  const run = (work: Run, isCall = true): Promise<unknown> => {
    const done = there(isCall).then((parley) => {
      version = parley.version
      return work(parley)
    })
    done.catch(() => undefined) // whoever called looks at his own promise; nobody has to
    return done
  }

  const send = (method: string, args: unknown[]): Promise<unknown> =>
    run((parley) => (parley as unknown as Record<string, Method>)[method]?.(...args))

  function listen(method: string, args: unknown[]): Off {
    let end: Off | null = null
    let isEnded = false
    const attach = () => {
      run((parley) => {
        if (!isEnded) end = (parley as unknown as Record<string, Method>)[method]?.(...args) as Off
      }, false).catch((error: ParleyError) => {
        if (isEnded) return
        attach() // waits for the next try
        tellError(error)
      })
    }
    const tellError = (error: ParleyError) => {
      const [name, fn] = args
      const event: ParleyEvent<'error'> = { type: 'error', at: new Date().toISOString(), instance, data: error }
      if (method === 'onAny' && isFunction(name)) name(event)
      if (name === ('error' satisfies EventName) && isFunction(fn)) fn(error, event)
    }
    attach()
    return () => {
      isEnded = true
      end?.()
    }
  }

  function call(method: unknown, ...args: unknown[]): unknown {
    if (isFunction(method)) return void run(() => method(api))
    const name = String(method)
    if (name === 'instance')
      return createSurface(async (isCall) => (await there(isCall)).instance(String(args[0])), String(args[0]))
    if (name === 'push') return void push(args)
    return /^on(ce|Any)?$/.test(name) ? listen(name, args) : send(name, args)
  }

  function push(calls: unknown[]): void {
    for (const one of calls) {
      if (isFunction(one)) call(one)
      else call(...(Array.from(one as ArrayLike<unknown>) as [string]))
    }
  }

  // Its methods are made when they are asked for: a list of them would be larger than all of this.
  const api = new Proxy(call, {
    get(target, key) {
      if (key === 'version') return version
      if (typeof key === 'symbol' || NO_COMMAND.test(key)) return Reflect.get(target, key)
      return (...args: unknown[]) => call(key, ...args)
    },
  }) as unknown as Parley
  return api
}
