import type { Client } from '@parley/client'
import { agentClient } from '../harness/node-client.ts'
import type { RunningServer } from '../harness/server.ts'

/** What an agent answers to a visitor's words. */
export const answerTo = (words: string): string => `answer to ${words}`

export type Keeper = {
  client: Client
  /** Says something in the conversation in which he was spoken to last. */
  say(words: string): void
  /** Blocks whoever spoke to him last. */
  block(): Promise<unknown>
}

/** An agent who answers whatever is said, once. */
export async function startKeeper(server: RunningServer): Promise<Keeper> {
  const client = await agentClient(server)
  client.start()
  const { rows, keys, at } = await client.call('listConversations', { query: { view: 'waiting' } })
  const answered = new Map<string, number>()
  let say: Keeper['say'] = () => undefined
  let block: Keeper['block'] = async () => undefined

  function look({ id, visitor }: Pick<(typeof rows)[number], 'id' | 'visitor'>): void {
    if (answered.has(id)) return
    answered.set(id, 0)
    const chat = client.open(id)
    chat.timeline.subscribe((items) => {
      const last = items.filter((item) => item.type === 'message').at(-1)
      if (last?.actor.type !== 'visitor' || !last.n || last.n <= (answered.get(id) ?? 0)) return
      answered.set(id, last.n)
      if (visitor) block = () => client.call('blockVisitor', { params: { id: visitor.id } })
      say = (text) => void chat.send('msg.new', { v: 1, type: 'text', text })
      say(answerTo(last.body?.text ?? ''))
    })
  }
  client.list(keys, at).onRows((changed) => changed.forEach(look))
  rows.forEach(look)
  return { client, say: (words) => say(words), block: () => block() }
}
