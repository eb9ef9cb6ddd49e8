import type { Actor, FrameOf } from '@parley/protocol'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { ConversationHandle } from '../api.ts'
import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import { EPHEMERAL_MS, TYPING_MS } from '../times.ts'

export type Typing = {
  others: ReadonlySignal<ReturnType<ConversationHandle['typing']['peek']>>
  heard(frame: FrameOf<'eph'>): void
  /** Who has just said something types no more. */
  said(actor: Actor): void
  set(on: boolean, note?: boolean): void
  stop(): void
}

type Typist = { actor: Actor; note: boolean; text: string | null; timer: unknown }

/** Who types, both ways. Nothing of it is stored or repeated after a loss (R24). */
export function createTyping(env: Environment, transmit: (frame: OutgoingFrame) => boolean): Typing {
  const others = signal<Typist[]>([])
  let sentAt = -Infinity
  let isOn = false

  const forget = (id: string) => {
    const gone = others.value.find(({ actor }) => actor.id === id)
    if (!gone) return null
    env.clearTimeout(gone.timer)
    others.value = others.value.filter((one) => one !== gone)
    return gone.text
  }

  return {
    others,
    heard({ k, d, from, note = false }) {
      if (k === 'cursor') return
      const before = forget(from.id)
      if (!d) return
      const timer = env.setTimeout(() => forget(from.id), EPHEMERAL_MS)
      // That he types says nothing new of what.
      others.value = [...others.value, { actor: from, note, text: k === 'draft' ? String(d) : before, timer }]
    },
    said: ({ id }) => void forget(id),
    set(on, note) {
      if (on ? Math.abs(env.now() - sentAt) < TYPING_MS : !isOn) return
      isOn = on
      sentAt = on ? env.now() : -Infinity
      transmit({ t: 'eph', k: 'typing', d: on, note })
    },
    stop() {
      for (const { timer } of others.value) env.clearTimeout(timer)
      others.value = []
    },
  }
}
