import type { Actor, MessageId } from '@parley/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Later, Then } from './follow-up.ts'

/** What a colleague did meanwhile. */
export type Collision = { is: 'answered'; actor: Actor; messageId: MessageId } | { is: 'writes'; actor: Actor }

/** What the open conversation tells of colleagues. */
export type Colleagues = {
  /** The number of the newest entry; 0 while nothing is loaded. */
  newest: number
  /** Their newest answer to the visitor. */
  answer: { n: number; actor: Actor; messageId: MessageId } | null
  /** Who is writing an answer now. */
  writing: readonly Actor[]
}

/**
 * A second reply to the same question: what is sent is held, once, when a colleague answers at this moment or has answered
 * since the agent began to write. Made inside a model.
 */
export function createCollision(colleagues: ReadonlySignal<Colleagues>) {
  /** The newest entry when the first letter was written; null while nothing is. */
  let began: number | null = null
  /** What the agent was told of: it holds nothing twice. */
  const known = new Set<string>()
  const held = signal<Collision | null>(null)
  let after: Then | Later | null = null

  function found(): Collision | null {
    const { answer, writing } = colleagues.peek()
    if (answer && began !== null && answer.n > began && !known.has(answer.messageId))
      return { is: 'answered', ...answer }
    const actor = writing.find(({ id }) => !known.has(id))
    return actor ? { is: 'writes', actor } : null
  }

  return {
    /** While the agent is asked; whoever only wrote may have answered by now. */
    held: computed<Collision | null>(() => {
      const now = held.value
      const { answer } = colleagues.value
      return now?.is === 'writes' && answer?.actor.id === now.actor.id && answer.n > (began ?? Infinity)
        ? { is: 'answered', ...answer }
        : now
    }),
    /** A reply is being written, or no longer. */
    wrote(text: string) {
      if (text.trim() === '') began = null
      else began ??= colleagues.peek().newest
      if (text.trim() === '') held.value = null
    },
    /** True once for each thing that a colleague did: the reply is not to go yet. */
    holds(then: Then | Later | null = null): boolean {
      if (held.peek()) return false
      const next = found()
      if (!next) return false
      known.add(next.is === 'answered' ? next.messageId : next.actor.id)
      held.value = next
      after = then
      return true
    },
    /** What was to be done after what is held. */
    wanted: () => after,
    /** The agent has decided. */
    release() {
      held.value = null
    },
    sent() {
      began = null
      known.clear()
      held.value = null
    },
  }
}
