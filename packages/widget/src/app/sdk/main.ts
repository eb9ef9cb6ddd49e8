import type { EventName, ParleyEvent } from '@parley/sdk/types'
import type { Frame, Sdk } from '../../loader/frame.ts'
import { COMMANDS } from './commands.ts'
import { asParleyError, contextOf } from './context.ts'
import { DECLARED, followDeclared } from './declared.ts'
import { createHooks } from './hooks.ts'
import { createListeners } from './listeners.ts'
import { observe } from './observe.ts'
import type { Own } from './own.ts'
import { followPages } from './pages.ts'

function commandOf(method: string): ((own: Own, ...args: unknown[]) => unknown) | undefined {
  const all = { __proto__: null, ...DECLARED, ...COMMANDS } as unknown as Record<string, (own: Own) => unknown>
  return all[method]
}

/** How a visitor can be reached, where a form was told. */
function tellCaptures({ listeners, emit }: Own): void {
  const onForm = ({ data: { values } }: { data: { values: Record<string, string> } }) => {
    const { email, phone } = values
    if (email) emit('email:captured', { email })
    if (phone) emit('phone:captured', { phone })
  }
  for (const form of ['prechat', 'offline', 'custom'] as const)
    listeners.addOwn(`form:${form}:submitted`, onForm as (event: unknown) => void)
}

/**
 * Everything that a page can ask for beyond opening and closing. Fetched when a command, a listener or an attribute needs
 * it, and after the first open, so that the events of the conversation are told. It imports types of the messenger only:
 * one that imported more would cut it into pieces.
 */
export function start(frame: Frame): Sdk {
  const { signal } = frame.widget
  const context = contextOf(frame)
  const ready = (): ParleyEvent => ({
    ...{ type: 'ready', instance: frame.widget.name, data: undefined },
    at: new Date().toISOString(),
  })
  const listeners = createListeners(ready)
  const hooks = createHooks(context)
  const own: Own = { ...context, listeners, hooks, isDebugging: false, held: {} }
  tellCaptures(own)
  const endings: (() => void)[] = [followPages(own), followDeclared(own)]

  async function call(method: string, args: unknown[]): Promise<unknown> {
    try {
      const command = commandOf(method)
      if (!command) throw context.fail('unknown_method', `there is no method ${method}`)
      return await command(own, ...args)
    } catch (error) {
      const typed = asParleyError(error, method, context.fail)
      frame.emit('error', typed)
      throw typed
    }
  }

  function attach(): void {
    const chat = context.peek()
    if (!chat) return
    endings.push(observe(context, chat))
    context.attach()
  }

  signal.addEventListener('abort', () => {
    for (const end of endings.splice(0)) end()
    hooks.clear()
    queueMicrotask(listeners.clear) // `destroyed` is still told
  })
  const sdk: Sdk = { call, hear: (event) => listeners.hear(event as ParleyEvent<EventName>), attach }
  attach()
  const { site: _site, name: _name, global: _global, ...given } = frame.given as Record<string, unknown>
  if (Object.keys(given).length) void call('boot', [given]).catch(() => undefined) // told as an event
  return sdk
}
