import type { Message } from './contents.ts'
import type { View } from './options.ts'

/** What each hook is given. */
export type HookMap = {
  'message:send': { text: string; conversationId: string | null; attachments: number }
  'message:display': Message
  'conversation:start': { message: string }
  open: { view: View | null }
  upload: { file: File }
}
export type HookName = keyof HookMap

/**
 * `false` cancels, an object replaces what it names, nothing lets it pass. A promise of these is waited for.
 */
export type Verdict<N extends HookName> = false | Partial<HookMap[N]> | undefined
export type Hook<N extends HookName> =
  | ((payload: HookMap[N]) => Verdict<N> | Promise<Verdict<N>>)
  | ((payload: HookMap[N]) => void | Promise<void>)

export type HookOptions = {
  /** How long a promise is waited for, milliseconds (3,000; at most 10,000). */
  timeoutMs?: number
  /** What is done when the hook throws or takes too long: go on as if it were not there (the default), or cancel. */
  onFailure?: 'continue' | 'cancel'
}
