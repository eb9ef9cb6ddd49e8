import type { EventName, Parley, ParleyEvent } from './types/index.ts'

type Listener = (data: unknown, event: ParleyEvent) => void
/** A widget without one: what was called on it, and a way to let events happen. */
export type FakeWidget = {
  calls: unknown[][]
  happen(name: EventName, data?: unknown): void
  /** How many listen now. */
  listening(): number
}

export type FakePage = {
  /** The tags that were put on the page. */
  scripts: HTMLScriptElement[]
  /** The newest widget of this name. */
  widget(name: string): FakeWidget | undefined
  /** Whether scripts fail to come from now on. */
  fail(now: boolean): void
}

/** What the script of a server would put on the page, in the same words; nothing is loaded. */
export function fakePage(): FakePage {
  const widgets = new Map<string, FakeWidget>()
  const scripts: HTMLScriptElement[] = []
  let fails = false
  const scope = globalThis as { Parley?: unknown }

  function create(name: string): Parley {
    const calls: unknown[][] = []
    const listeners: [string, Listener][] = []
    const on = (type: string, fn: Listener) => {
      const one: [string, Listener] = [type, fn]
      listeners.push(one)
      return () => void (listeners.includes(one) && listeners.splice(listeners.indexOf(one), 1))
    }
    function happen(type: EventName, data?: unknown): void {
      const event = { type, at: '', instance: name, data } as ParleyEvent
      for (const [wanted, fn] of [...listeners]) if (wanted === type) fn(data, event)
    }
    widgets.set(name, { calls, happen, listening: () => listeners.filter(([type]) => type !== 'destroyed').length })
    const own: Record<string, (...args: never[]) => unknown> = {
      ...{ on, once: on },
      instance: (wanted: string) => made.get(wanted) ?? null,
      async destroy() {
        calls.push(['destroy'])
        delete scope.Parley
        made.delete(name)
        happen('destroyed')
      },
    }
    return new Proxy(() => undefined, {
      get: (_, key) => {
        if (key === 'version') return '9.9.9'
        if (key === 'then' || typeof key === 'symbol') return undefined
        return own[key] ?? (async (...args: unknown[]) => void calls.push([key, ...args]))
      },
    }) as unknown as Parley // a proxy has every method
  }
  const made = new Map<string, Parley>()

  document.head.append = (...nodes: (Node | string)[]) => {
    const script = nodes[0] as HTMLScriptElement
    scripts.push(script)
    setTimeout(() => {
      if (fails) return script.onerror?.('')
      const name = script.dataset['name'] ?? script.src.replace(/^.*\/s\/|\.js$/g, '')
      made.set(name, create(name))
      scope.Parley = made.get(name)
      return script.onload?.(new Event('load'))
    })
  }
  return {
    scripts,
    widget: (name) => widgets.get(name),
    fail: (now) => {
      fails = now
    },
  }
}

/** Lets every timer of a task and what waits for it run. */
export const tick = (ms = 5): Promise<void> => new Promise((done) => setTimeout(done, ms))
