import type { Person } from '@parley/client/visitor'
import type { User } from '@parley/sdk/types'
import type { Context } from './context.ts'
import type { Hooks } from './hooks.ts'
import type { createListeners } from './listeners.ts'
import type { Local } from './local.ts'

/** What the page says of its visitor, and of his conversation, in the words of the wire. */
export type VisitorFacts = Parameters<Person['describe']>[0]
export type ConversationFacts = Parameters<Person['describeConversation']>[1]

/** What the SDK keeps beside the context of commands. */
export type Own = Context & {
  listeners: ReturnType<typeof createListeners>
  hooks: Hooks
  isDebugging: boolean
  /** What was said before there was a chat, for whoever asks. */
  held: {
    user?: User | undefined
    page?: string
    isPaused?: boolean
    visitor?: VisitorFacts | undefined
    conversation?: ConversationFacts | undefined
    isWatching?: boolean
    /** What the launcher says. */
    label?: string
    /** Whether hooks are asked about what is shown. */
    isShowing?: boolean
    /** What the page shows in threads. */
    local?: Local
    /** The window that the chat is in. */
    out?: Window | undefined
    /** Whether the panel is larger than usual. */
    isWide?: boolean
    /** Where the page wants its conversations. */
    route?: { departmentId?: `dep_${string}` | undefined; agentId?: `agt_${string}` | undefined }
    /** The tags that the page gave. */
    tags?: string[] | undefined
  }
  /** What `debug` listens with. */
  say?: (event: unknown) => void
}
