import type { Actor, ConversationId } from '@parley/protocol'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import type { createTyping, Typist } from './typing.ts'

/** Said again so often while somebody looks; nobody is believed to look for longer than {@link FORGET_MS} without it. */
const REPEAT_MS = 10_000
const FORGET_MS = 25_000

type Viewer = { actor: Actor; timer: unknown }
type Transmit = (frame: OutgoingFrame) => boolean

/**
 * Who looks at a conversation, as agents tell each other (`eph` with `k: "cursor"`). Hints: nothing of it is stored, what
 * is lost is said again, and a tab that dies is forgotten. Visitors' clients know nothing of it.
 */
export function createViewers(env: Environment, transmit: Transmit, typing: typeof createTyping) {
  /** By the signal of those who type, which each conversation has one of. */
  const all = new WeakMap<object, Signal<readonly Viewer[]>>()
  const viewersOf = (key: object) => {
    const viewers = all.get(key) ?? signal<readonly Viewer[]>([])
    all.set(key, viewers)
    return viewers
  }
  /** What is said for the conversations that this tab looks at. */
  const said = new WeakMap<object, () => void>()

  function heard(key: Signal<Typist[]>, actor: Actor, isLooking: boolean): void {
    const viewers = viewersOf(key)
    const before = viewers.peek().find((one) => one.actor.id === actor.id)
    env.clearTimeout(before?.timer)
    const rest = viewers.peek().filter((one) => one !== before)
    if (!isLooking) {
      viewers.value = rest
      return
    }
    const timer = env.setTimeout(() => heard(key, actor, false), FORGET_MS)
    viewers.value = before
      ? viewers.peek().map((one) => (one === before ? { actor, timer } : one))
      : [...rest, { actor, timer }]
    // Who has just come does not know who is here.
    if (!before) said.get(key)?.()
  }

  const withViewers: typeof createTyping = (...args) => {
    const typed = typing(...args)
    const key = args[2]
    return {
      ...typed,
      heard: (frame) => (frame.k === 'cursor' ? heard(key, frame.from, frame.d !== false) : typed.heard(frame)),
      stop() {
        typed.stop()
        for (const { actor } of viewersOf(key).peek()) heard(key, actor, false)
      },
    }
  }

  return {
    typing: withViewers,
    of: (key: object): ReadonlySignal<readonly Viewer[]> => viewersOf(key),
    /** Says that this tab looks at a conversation, until the result is called. */
    look(key: object, id: ReadonlySignal<ConversationId | null>): () => void {
      let timer: unknown
      const tell = (d: boolean) => {
        const conversationId = id.peek()
        if (conversationId) transmit({ t: 'eph', conversationId, k: 'cursor', d })
      }
      const repeat = () => {
        tell(true)
        timer = env.setTimeout(repeat, REPEAT_MS)
      }
      said.set(key, () => tell(true))
      repeat()
      return () => {
        env.clearTimeout(timer)
        said.delete(key)
        tell(false)
      }
    },
  }
}
