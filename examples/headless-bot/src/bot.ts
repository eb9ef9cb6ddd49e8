import type { Client, ConversationHandle, TimelineItem } from '@parley/client'
import type { ConversationId, ConversationRow } from '@parley/protocol'

/** What the bot says to a text, or null to leave it to people. */
export type Answer = (text: string) => string | null

type Message = Extract<TimelineItem, { type: 'message' }>

const text = (words: string) => ({ v: 1 as const, type: 'text' as const, text: words })

/**
 * Answers conversations that wait and have no assignee; whatever it does not understand, it leaves to people with a
 * note. Returns what ends it.
 */
export async function runBot(client: Client, answer: Answer): Promise<() => void> {
  const held = new Map<ConversationId, ConversationHandle>()
  client.start()
  const { rows, keys, at } = await client.call('listConversations', { query: { view: 'waiting' } })
  const list = client.list(keys, at)

  function look({ id, assigneeId, waitingSince }: ConversationRow) {
    if (!assigneeId && waitingSince && !held.has(id)) follow(id)
    else if (!waitingSince) leave(id)
  }

  function follow(id: ConversationId) {
    const chat = client.open(id)
    let answered = 0
    held.set(id, chat)
    chat.timeline.subscribe((items) => {
      const last = items.filter((item): item is Message => item.type === 'message').at(-1)
      if (last?.actor.type !== 'visitor' || !last.body || (last.n ?? 0) <= answered) return
      answered = last.n ?? 0
      const words = answer(last.body.text)
      if (words) chat.send('msg.new', text(words))
      else chat.send('note.new', text('The bot has no answer to this.'))
      chat.read()
    })
  }

  function leave(id: ConversationId) {
    held.get(id)?.release()
    held.delete(id)
  }

  list.onRows((changed) => changed.forEach(look))
  list.onGone((gone) => {
    for (const { conversationId } of gone) leave(conversationId)
  })
  rows.forEach(look)
  return () => {
    list.release()
    for (const id of [...held.keys()]) leave(id)
  }
}
