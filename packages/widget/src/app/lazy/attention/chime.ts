/** Two soft notes, a fourth apart: hertz, and when each begins and how long it rings, seconds. */
const NOTES = [
  { pitch: 659.26, at: 0, isLast: false },
  { pitch: 880, at: 0.11, isLast: true },
]
const RINGS = 0.42
const LOUDNESS = 0.12

export type Chime = {
  /** Whether the browser lets the page be heard. */
  isReady(): boolean
  ring(): void
  end(): void
}

/**
 * The sound of a new message, made here: no file is fetched. Browsers let a page be heard after the visitor's first
 * gesture on it; nothing audible runs before, and between two rings the audio is suspended.
 */
export function createChime(page: Document): Chime {
  const waiting = new AbortController()
  let audio: AudioContext | null = null
  let isReady = false

  async function unlock(): Promise<void> {
    try {
      audio ??= new AudioContext()
      await audio.resume() // Safari: within a gesture, or it waits for one
      waiting.abort()
      isReady = true
      await audio.suspend()
    } catch {
      waiting.abort() // no audio on this machine, or not any more
    }
  }
  for (const gesture of ['pointerdown', 'keydown'])
    page.addEventListener(gesture, () => void unlock(), { capture: true, passive: true, signal: waiting.signal })
  if (navigator.userActivation?.hasBeenActive) void unlock()

  return {
    isReady: () => isReady,
    ring() {
      const context = audio
      context?.resume().then(
        () => play(context),
        () => undefined,
      )
    },
    end() {
      waiting.abort()
      void audio?.close().catch(() => undefined)
    },
  }
}

function play(context: AudioContext): void {
  const begin = context.currentTime + 0.02
  for (const { pitch, at, isLast } of NOTES) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0, begin + at)
    volume.gain.linearRampToValueAtTime(LOUDNESS, begin + at + 0.012)
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + at + RINGS)
    tone.connect(volume).connect(context.destination)
    tone.start(begin + at)
    tone.stop(begin + at + RINGS)
    if (isLast) tone.onended = () => void context.suspend().catch(() => undefined)
  }
}
