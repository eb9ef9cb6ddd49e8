import type { EventName } from './frame.ts'

export type Profile = { name?: string; email?: string }
export type Call = [name: string, ...args: unknown[]] | ((parley: Api) => void)

/** The global `Parley`: one surface, whether the messenger is loaded or not. */
export type Api = {
  open(): void
  close(): void
  toggle(): void
  /** Hides the launcher (and closes the chat), or shows it again. */
  hide(): void
  show(): void
  /** What the visitor's page knows of him; unverified. */
  update(profile: Profile): void
  /** Calls `listener` from now on; the result ends that. */
  on(name: EventName, listener: (detail: unknown) => void): () => void
  /** Takes everything off the page. */
  destroy(): void
  /** Runs a queued call: `['open']`, or a function that gets this object. */
  push(...calls: Call[]): void
}

/** Runs calls that were queued before the script was there, or are pushed later. */
export function run(api: Api, calls: readonly Call[]): void {
  for (const call of calls) {
    if (typeof call === 'function') call(api)
    else if (Object.hasOwn(api, call[0])) {
      const [name, ...args] = call
      const method = api[name as keyof Api] as (...args: unknown[]) => void // an own method, by the check above
      method(...args)
    }
  }
}
