import { openSound, type Sound } from './sound.ts'

type Cell<T> = { value: T; peek(): T }
/** Signals come as an argument: widget and inbox draw with different ones. */
type MakeSignal = <T>(value: T) => Cell<T>

const RATES = [1, 1.5, 2]
/** How often the bars follow what is heard, ms. */
const TICK_MS = 100

/** One voice message that is being listened to; its bytes are fetched with the first press. */
export function createListening(signal: MakeSignal, bytes: () => Promise<ArrayBuffer>) {
  const state = signal<'still' | 'loading' | 'playing' | 'failed'>('still')
  /** Where it is, ms. */
  const at = signal(0)
  const rate = signal(1)
  let opened: Sound | null = null
  let isClosed = false
  let timer: ReturnType<typeof setInterval> | undefined

  function ended(): void {
    clearInterval(timer)
    const heard = opened?.at() ?? 0
    at.value = opened && heard < opened.ms - TICK_MS ? heard : 0
    state.value = 'still'
  }
  function start(sound: Sound): void {
    sound.play(at.peek(), rate.peek(), ended)
    state.value = 'playing'
    timer = setInterval(() => {
      at.value = sound.at()
    }, TICK_MS)
  }
  async function play(): Promise<void> {
    state.value = 'loading'
    try {
      opened ??= await openSound(await bytes())
      if (isClosed) opened.close()
      else start(opened)
    } catch {
      state.value = 'failed' // said on screen; the next press asks again
    }
  }
  function seek(ms: number): void {
    const isPlaying = state.peek() === 'playing'
    opened?.pause()
    at.value = ms
    if (isPlaying && opened) start(opened)
  }
  return {
    state,
    at,
    rate,
    seek,
    toggle(): void {
      if (state.peek() === 'playing') opened?.pause()
      else if (state.peek() !== 'loading') void play()
    },
    faster(): void {
      rate.value = RATES[(RATES.indexOf(rate.peek()) + 1) % RATES.length] ?? 1
      if (state.peek() === 'playing') seek(at.peek())
    },
    close(): void {
      isClosed = true
      clearInterval(timer)
      opened?.close()
    },
  }
}
export type Listening = ReturnType<typeof createListening>

/** What the arrow keys do on the bars, ms; null for any other key. */
export function stepOf(key: string): number | null {
  if (key === 'ArrowRight' || key === 'ArrowUp') return 1_000
  return key === 'ArrowLeft' || key === 'ArrowDown' ? -1_000 : null
}
