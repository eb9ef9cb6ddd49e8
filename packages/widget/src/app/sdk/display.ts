import type { TimelineItem } from '@parley/client/visitor'
import type { Chat } from './chat.ts'
import type { Own } from './own.ts'
import { type Item, messageOf } from './told-messages.ts'

type Decided = { of: unknown; text: string | null }

const said = (text: string): Item['body'] => ({ v: 1, type: 'text', text, fallback: text, attachments: [] })

/** Asks the hooks of `message:display` about each message of others, once a version; until they answer it is not shown. */
export function show({ hooks }: Own, { models: { chat }, kit }: Chat): void {
  const decided = new Map<string, Decided>()
  const round = kit.signal(0)

  async function decide(item: Item): Promise<void> {
    const what = messageOf(item, chat.handle.peek()?.id.peek() ?? null)
    const answer = await hooks.askAll('message:display', what)
    decided.set(item.key, { of: item.body, text: answer && (answer.text === what.text ? '' : answer.text) })
    round.value++
  }

  function shown(item: TimelineItem): TimelineItem[] {
    if (item.type !== 'message' || item.mine || !item.body || 'local' in item) return [item]
    const known = decided.get(item.key)
    if (known?.of !== item.body) {
      decided.set(item.key, { of: item.body, text: null })
      void decide(item)
      return []
    }
    if (known.text === null) return []
    return known.text ? [{ ...item, body: said(known.text) }] : [item]
  }

  const before = chat.display.peek()
  chat.display.value = (items) => {
    round.value
    return hooks.has('message:display') ? before(items).flatMap(shown) : before(items)
  }
}
