import type { User } from '@parley/sdk/types'
import type { Context } from './context.ts'
import type { Hooks } from './hooks.ts'
import type { createListeners } from './listeners.ts'

/** What the SDK keeps beside the context of commands. */
export type Own = Context & {
  listeners: ReturnType<typeof createListeners>
  hooks: Hooks
  isDebugging: boolean
  /** What was said before there was a chat, for whoever asks. */
  held: { user?: User; page?: string; isPaused?: boolean }
  /** What `debug` listens with. */
  say?: (event: unknown) => void
}
