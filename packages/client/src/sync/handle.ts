import type { Cmid, CommandKind } from '@parley/protocol'
import { computed } from '@preact/signals-core'
import type { CommandResult, ConversationHandle, SendBody } from '../api.ts'
import type { Conversation } from './conversation.ts'
import { read } from './following.ts'
import { loadEarlier } from './loading.ts'

/** What a handle asks of the outbox. */
export type Commands = {
  send(one: Conversation, kind: CommandKind, body: unknown): Cmid
  outcome(cmid: Cmid): Promise<CommandResult>
  retry(cmid: Cmid): void
  remove(cmid: Cmid): void
}

export function createHandle(one: Conversation, commands: Commands, release: () => void): ConversationHandle {
  const shown = computed(() => one.copy.value ?? one.before.value)
  const send = <K extends CommandKind>(kind: K, body: SendBody<K>) => commands.send(one, kind, body)
  return {
    id: one.id,
    createKey: one.createKey,
    state: one.state,
    fold: computed(() => shown.value?.fold ?? null),
    timeline: one.timeline,
    hasEarlier: computed(() => shown.value?.hasEarlier ?? false),
    loadEarlier: () => loadEarlier(one),
    marks: one.marks,
    myRead: one.myRead,
    typing: one.typing.others,
    send,
    command: (kind, body) => commands.outcome(send(kind, body)),
    retry: commands.retry,
    remove: commands.remove,
    read: (n) => read(one, n),
    setTyping: (on, options) => one.typing.set(on, options?.note ?? false),
    release,
  }
}
