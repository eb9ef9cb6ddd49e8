import type { Environment } from '@parley/client'
import { createModel, effect, signal } from '@preact/signals'

const KEY = 'parley-inbox:sound'
const CHANNEL = 'parley-inbox-sound'
type Kept = { volume: number; mutedUntil: number }
const DEFAULTS: Kept = { volume: 0.7, mutedUntil: 0 }
const HOUR_MS = 60 * 60_000

export type MuteFor = 'half_hour' | 'hour' | 'tomorrow'

/** How loud this computer is, and until when it is quiet; the same in all its tabs. */
export const SoundModel = createModel((env: Environment) => {
  const first = read()
  const volume = signal(first.volume)
  const mutedUntil = signal(first.mutedUntil)
  const channel = env.openChannel(CHANNEL, () => {
    const kept = read()
    volume.value = kept.volume
    mutedUntil.value = kept.mutedUntil
  })
  let timer: unknown = null
  const isMuted = signal(false)

  function read(): Kept {
    try {
      return { ...DEFAULTS, ...(JSON.parse(env.storage()?.getItem(KEY) ?? '{}') as Partial<Kept>) }
    } catch {
      return DEFAULTS // storage that is blocked or holds nonsense
    }
  }
  function keep() {
    try {
      env.storage()?.setItem(KEY, JSON.stringify({ volume: volume.peek(), mutedUntil: mutedUntil.peek() }))
    } catch {
      return // it then holds in this tab alone
    }
    channel?.post('changed')
  }

  effect(() => {
    const left = mutedUntil.value - env.now()
    isMuted.value = left > 0
    if (left > 0) timer = env.setTimeout(() => (isMuted.value = false), left)
    return () => env.clearTimeout(timer)
  })
  effect(() => () => channel?.close())

  return {
    volume,
    mutedUntil,
    isMuted,
    setVolume(next: number) {
      volume.value = Math.min(1, Math.max(0, next))
      keep()
    },
    mute(length: MuteFor) {
      mutedUntil.value = untilOf(length, env.now())
      keep()
    },
    unmute() {
      mutedUntil.value = 0
      keep()
    },
  }
})
export type SoundModel = InstanceType<typeof SoundModel>

/** Tomorrow begins at eight, where the computer is. */
function untilOf(length: MuteFor, now: number): number {
  if (length === 'half_hour') return now + HOUR_MS / 2
  if (length === 'hour') return now + HOUR_MS
  const then = new Date(now)
  then.setDate(then.getDate() + 1)
  then.setHours(8, 0, 0, 0)
  return then.getTime()
}
