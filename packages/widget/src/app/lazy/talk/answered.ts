import type { TimelineItem } from '@parley/client/visitor'
import type { Models } from '../../models/models.ts'

type Message = Extract<TimelineItem, { type: 'message' }>

/** What the visitor answered by his `first` message stands before it, as something that was said to him. */
function answered(first: Message | undefined, name: string): Message | undefined {
  const { id, text, from } = first?.campaign ?? {}
  if (!first || !id || !text) return undefined
  const actor = { type: 'system', id: name, name, ...from } as const
  const body = { v: 1, type: 'text', text, fallback: text, attachments: [] } as const
  const item = { ...first, actor, body, key: id, n: null, messageId: null, mine: false, reactions: [], editedAt: '' }
  return item as unknown as Message // its key is no command's
}

/** What is shown of the log; what he answered is there by his answer once it is sent, and by itself until then. */
export function withAnswered({ chat, settings }: Models): readonly TimelineItem[] {
  const items = chat.shown.value
  const at = items[0] && items[0] === chat.invited.value?.item ? 1 : 0
  const said = answered(items[at] as Message | undefined, settings.name)
  return said ? [said, ...items.slice(at)] : items
}
