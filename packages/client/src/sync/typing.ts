import type { Actor, FrameOf } from '@parley/protocol'
import type { Signal } from '@preact/signals-core'
import type { Environment } from '../environment.ts'
import { EPHEMERAL_MS, TYPING_MS } from '../times.ts'

export type Typing = {
  heard(frame: FrameOf<'eph'>): void
  /** Who has just said something types no more. */
  said(actor: Actor): void
  set(on: boolean, note?: boolean): void
  stop(): void
}

/** What agents are told beyond that somebody types: where, and what, as far as the site allows it. */
export type Wording = { note: boolean; text: string | null }
export type Typist = { actor: Actor; timer: unknown } & Partial<Wording>

type EphemeralFrame = { t: 'eph' } & Record<string, unknown>

/**
 * Who types, both ways. Nothing of it is stored or repeated after a loss (R24). A visitor's page gets it once there is a
 * conversation, so that it imports nothing at run time but numbers.
 */
export function createTyping(
  env: Environment,
  transmit: (frame: EphemeralFrame) => boolean,
  others: Signal<Typist[]>,
  more?: (frame: FrameOf<'eph'>, before: Typist | undefined) => Wording,
): Typing {
  let sentAt = -Infinity
  let isOn = false

  const forget = (id: string) => {
    const gone = others.value.find(({ actor }) => actor.id === id)
    env.clearTimeout(gone?.timer)
    if (gone) others.value = others.value.filter((one) => one !== gone)
    return gone
  }

  return {
    heard(frame) {
      const { k, d, from } = frame
      if (k === 'cursor') return
      const before = forget(from.id)
      if (!d) return
      const timer = env.setTimeout(() => forget(from.id), EPHEMERAL_MS)
      others.value = [...others.value, { actor: from, timer, ...more?.(frame, before) }]
    },
    said: ({ id }) => void forget(id),
    set(on, note) {
      if (on ? Math.abs(env.now() - sentAt) < TYPING_MS : !isOn) return
      isOn = on
      sentAt = on ? env.now() : -Infinity
      transmit({ t: 'eph', k: 'typing', d: on, note })
    },
    stop() {
      for (const { actor } of others.value) forget(actor.id)
    },
  }
}
