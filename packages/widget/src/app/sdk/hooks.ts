import type { Hook, HookName, HookOptions } from '@parley/sdk/types'
import type { Before } from '../../loader/frame.ts'
import type { Context } from './context.ts'

/** How long a hook's promise is waited for, milliseconds. */
export const HOOK_MS = { usual: 3_000, most: 10_000 }

type Any = Hook<HookName>
type Asked = { name: string; fn: Any; options: HookOptions }
const LATE = Symbol('late')

function within(verdict: unknown, ms: number): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms, LATE)
  })
  return Promise.race([verdict, late]).finally(() => clearTimeout(timer))
}

/** The page's hooks, asked in the order in which they were added. */
export function createHooks({ frame, emit, fail, peek }: Pick<Context, 'frame' | 'emit' | 'fail' | 'peek'>) {
  const asked = new Set<Asked>()

  /** What one hook makes of `what`; null when it cancels. */
  async function ask<T extends object>({ name, fn, options }: Asked, what: T): Promise<T | null> {
    const broken = (code: string, detail: string): T | null => {
      emit('error', Object.assign(fail(code, detail), { method: 'before' }))
      return options.onFailure === 'cancel' ? null : what
    }
    try {
      const verdict = await within((fn as (given: object) => unknown)({ ...what }), options.timeoutMs ?? HOOK_MS.usual)
      if (verdict === LATE) return broken('hook_timeout', `the hook of ${name} took too long`)
      if (verdict === false) return null
      return typeof verdict === 'object' && verdict ? { ...what, ...verdict } : what
    } catch (error) {
      return broken('hook_failed', `the hook of ${name} threw: ${String(error)}`)
    }
  }

  async function askAll<T extends object>(name: string, what: T): Promise<T | null> {
    let now: T | null = what
    for (const one of [...asked]) if (one.name === name && now) now = await ask(one, now)
    return now
  }
  const has = (name: string) => [...asked].some((one) => one.name === name)
  /** The first message of a conversation starts it. */
  const isFirst = (name: string) =>
    name === 'message:send' && !peek()?.models.chat.handle.peek()?.timeline.peek().length

  async function before<T extends object>(name: string, what: T, go: (what: T) => unknown): Promise<void> {
    let now: T | null = what
    if (isFirst(name)) {
      const { text: message } = what as { text?: string }
      const started = await askAll('conversation:start', { message })
      now = started && { ...what, text: started.message }
    }
    const asIs = now && (await askAll(name, now))
    if (asIs) go(asIs)
  }
  // Nothing waits a turn while nobody asks.
  const passing: Before = (name, what, go) =>
    has(name) || (has('conversation:start') && isFirst(name)) ? before(name, what, go) : go(what)
  frame.before = passing

  return {
    has,
    askAll,
    add(name: string, fn: unknown, options: HookOptions): () => void {
      const one = { name, fn: fn as Any, options }
      asked.add(one)
      return () => void asked.delete(one)
    },
    clear: () => asked.clear(),
  }
}
export type Hooks = ReturnType<typeof createHooks>
