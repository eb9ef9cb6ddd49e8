import type { NoticeKind } from '@parley/protocol/constants'

export type Sounds = {
  /** Plays it, unless the browser keeps pages quiet that nobody has touched yet. */
  play(kind: NoticeKind, volume: number): void
  /** To be called while something is pressed: from then on sounds are heard. False where the browser has none. */
  unlock(): Promise<boolean>
  isReady(): boolean
}

/** Frequency in Hz, begin and length in seconds. */
type Note = readonly [hz: number, at: number, length: number]

/** Two rising notes greet who is new, three call; what is said falls softly; a name called is one bright tap. */
const MOTIFS: Record<NoticeKind, readonly Note[]> = {
  waiting: [
    [587.33, 0, 0.22],
    [880, 0.16, 0.4],
  ],
  message: [
    [783.99, 0, 0.14],
    [659.25, 0.1, 0.28],
  ],
  assigned: [
    [523.25, 0, 0.16],
    [659.25, 0.12, 0.16],
    [783.99, 0.24, 0.36],
  ],
  taken: [
    [783.99, 0, 0.16],
    [659.25, 0.12, 0.16],
    [523.25, 0.24, 0.36],
  ],
  mention: [
    [1046.5, 0, 0.12],
    [1318.51, 0.08, 0.3],
  ],
  overdue: [
    [880, 0, 0.16],
    [880, 0.22, 0.16],
    [1108.73, 0.44, 0.4],
  ],
  unsent: [
    [523.25, 0, 0.16],
    [392, 0.18, 0.4],
  ],
  offline: [
    [440, 0, 0.2],
    [349.23, 0.18, 0.4],
  ],
}
const LOUDEST = 0.3
const SILENT = 0.0001
const RISE_SECONDS = 0.012

/** Sounds that are made when they are heard: no file, nothing to load. */
export function createSounds(scope: { AudioContext?: typeof AudioContext }): Sounds {
  let context: AudioContext | null = null

  function audio(): AudioContext | null {
    if (!context && scope.AudioContext) context = new scope.AudioContext()
    return context
  }

  return {
    play(kind, volume) {
      const out = audio()
      // What a quiet page could not play is no news when it may.
      if (out?.state !== 'running' || volume <= 0) return
      for (const note of MOTIFS[kind]) playNote(out, note, volume * LOUDEST)
    },
    async unlock() {
      const out = audio()
      if (out && out.state !== 'running') await out.resume()
      return out?.state === 'running'
    },
    isReady: () => context?.state === 'running',
  }
}

/** A bell: it rises at once and fades away. */
function playNote(out: AudioContext, [hz, at, length]: Note, loud: number): void {
  const begin = out.currentTime + at
  const tone = out.createOscillator()
  const gain = out.createGain()
  tone.type = 'triangle'
  tone.frequency.value = hz
  gain.gain.setValueAtTime(SILENT, begin)
  gain.gain.exponentialRampToValueAtTime(loud, begin + RISE_SECONDS)
  gain.gain.exponentialRampToValueAtTime(SILENT, begin + length)
  tone.connect(gain).connect(out.destination)
  tone.start(begin)
  tone.stop(begin + length)
}
