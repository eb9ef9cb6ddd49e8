import type { Environment } from '@parley/client'
import { signal } from '@preact/signals'

const MOST = 10

/** What an agent searched for last in this browser, the newest first; ends with the sign-out. */
export function createSearchMemory({ storage }: Pick<Environment, 'storage'>, agentId: string) {
  const key = `parley-inbox:searches:${agentId}`
  const recent = signal<readonly string[]>(read())

  function read(): string[] {
    try {
      const kept: unknown = JSON.parse(storage()?.getItem(key) ?? '[]')
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : []
    } catch {
      return [] // storage that is blocked or holds nonsense
    }
  }

  function write(next: readonly string[]): void {
    recent.value = next
    try {
      if (next.length > 0) storage()?.setItem(key, JSON.stringify(next))
      else storage()?.removeItem(key)
    } catch {
      return // then it is remembered as long as the page lives
    }
  }

  return {
    recent,
    add(text: string): void {
      const words = text.trim()
      if (words !== '') write([words, ...recent.peek().filter((one) => one !== words)].slice(0, MOST))
    },
    forget: () => write([]),
  }
}
