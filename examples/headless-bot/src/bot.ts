import type { Client, ConversationHandle, TimelineItem } from '@parley/client'
import type { ConversationId, ConversationRow } from '@parley/protocol'

/** What the bot says to a text, or null to leave it to people. */
export type Answer = (text: string) => string | null
/** What the bot says first to whom it does not understand: words, and what may be pressed in answer. */
export type Greeting = { text: string; replies: readonly string[] }

type Message = Extract<TimelineItem, { type: 'message' }>

const text = (words: string) => ({ v: 1 as const, type: 'text' as const, text: words })
/** A press on a reply is a message of the visitor that says its label. */
const quickReplies = ({ text: words, replies }: Greeting) => ({
  ...{ v: 1 as const, type: 'quick_replies' as const, text: words },
  replies: replies.map((label) => ({ type: 'reply' as const, label })),
})

/**
 * Answers conversations that wait and have no assignee. What it does not understand it meets with its greeting, once; after
 * that it leaves it to people with a note. Returns what ends it.
 */
export async function runBot(client: Client, answer: Answer, greeting: Greeting): Promise<() => void> {
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
      const messages = items.filter((item): item is Message => item.type === 'message')
      const last = messages.at(-1)
      if (last?.actor.type !== 'visitor' || !last.body || (last.n ?? 0) <= answered) return
      answered = last.n ?? 0
      // By the thread, not by what this process remembers: a bot that was started anew greets nobody twice.
      const isMet = messages.some(({ actor }) => actor.type !== 'visitor')
      say(chat, answer(last.body.text), isMet)
    })
  }

  function say(chat: ConversationHandle, words: string | null, isMet: boolean) {
    if (words) chat.send('msg.new', text(words))
    else if (isMet) chat.send('note.new', text('The bot has no answer to this.'))
    else chat.send('msg.new', quickReplies(greeting))
    chat.read()
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
