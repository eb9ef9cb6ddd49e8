import type { State } from '@parley/sdk/types'
import type { Own } from './own.ts'
import { queueOf } from './queue.ts'

/** What can be told without fetching anything. */
export function stateOf({ frame, peek }: Own): State {
  const { launcher } = frame
  const chat = peek()
  const models = chat?.models
  const actor = models?.client.actor.peek()
  return {
    loaded: chat !== null,
    visible: !launcher.hidden,
    open: models?.chat.isOpen.peek() ?? false,
    availability: models?.options.peek()?.availability.state ?? null,
    unread: frame.unread,
    conversationId: models?.chat.handle.peek()?.id.peek() ?? null,
    queue: queueOf(models?.chat.handle.peek()?.queue.peek()),
    visitorId: actor?.id ?? null,
    locale: chat?.kit.language.peek() ?? frame.settings.language,
  }
}
