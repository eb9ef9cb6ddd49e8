import type { ConversationHandle } from '@parley/client'
import type { Journal, JournalLine, Side } from './journal.ts'

type Shown = Extract<JournalLine, { at: 'shown' }>

/** Writes down what a view claims whenever it changes: a view that is ready has no holes, and says when it is not (R40). */
export function watchView(handle: ConversationHandle, side: Side, journal: Journal) {
  const told: string[] = []
  let last = ''
  function look(): void {
    const shown = handle.state.peek() === 'ready' ? shownOf(handle, side) : null
    const line = JSON.stringify(shown)
    if (shown && line !== last) journal.write(shown)
    last = line
  }
  const ends = [
    handle.timeline.subscribe(look),
    handle.state.subscribe((state) => {
      told.push(state)
      journal.write({ at: 'told', conversationId: handle.id.peek() ?? '', state })
      look()
    }),
  ]
  return {
    told: told as readonly string[],
    end() {
      for (const end of ends) end()
    },
  }
}

/** Bubbles that wait for their place in the log are not counted: they stand at the end and say nothing of what is before. */
function shownOf(handle: ConversationHandle, side: Side): Shown | null {
  const numbers = handle.timeline
    .peek()
    .flatMap((item) => (item.type === 'message' && item.messageId !== null && item.n !== null ? [item.n] : []))
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (first === undefined || last === undefined) return null
  const conversationId = handle.id.peek() ?? ''
  const isWhole = !handle.hasEarlier.peek()
  return { at: 'shown', conversationId, side, first, last, count: numbers.length, isWhole }
}
