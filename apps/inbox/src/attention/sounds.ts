import { type NoticeKind, type OurSound, USUAL_SOUNDS } from '@parley/protocol/constants'

/** One of ours, or one that an agent brought. */
export type Played = OurSound | AudioBuffer

export type Sounds = {
  /** Plays what rings for it, unless the browser keeps pages quiet that nobody has touched yet. */
  play(kind: NoticeKind, volume: number): void
  /** What rings from here on; what is not named rings as usual. */
  use(chosen: ReadonlyMap<NoticeKind, Played>): void
  /** Plays this one. */
  sample(played: Played, volume: number): void
  /** A file as a sound; rejects where this browser cannot play it. */
  read(content: ArrayBuffer): Promise<Played>
  /** To be called while something is pressed: from then on sounds are heard. False where the browser has none. */
  unlock(): Promise<boolean>
  isReady(): boolean
}

/** Frequency in Hz, begin and length in seconds. */
type Note = readonly [hz: number, at: number, length: number]

/** Two rising notes greet who is new, three call; what is said falls softly; a name called is one bright tap. */
const MOTIFS: Record<OurSound, readonly Note[]> = {
  greet: [
    [587.33, 0, 0.22],
    [880, 0.16, 0.4],
  ],
  drop: [
    [783.99, 0, 0.14],
    [659.25, 0.1, 0.28],
  ],
  rise: [
    [523.25, 0, 0.16],
    [659.25, 0.12, 0.16],
    [783.99, 0.24, 0.36],
  ],
  step: [
    [783.99, 0, 0.16],
    [659.25, 0.12, 0.16],
    [523.25, 0.24, 0.36],
  ],
  tap: [
    [1046.5, 0, 0.12],
    [1318.51, 0.08, 0.3],
  ],
  call: [
    [880, 0, 0.16],
    [880, 0.22, 0.16],
    [1108.73, 0.44, 0.4],
  ],
  sink: [
    [523.25, 0, 0.16],
    [392, 0.18, 0.4],
  ],
  fall: [
    [440, 0, 0.2],
    [349.23, 0.18, 0.4],
  ],
}
const LOUDEST = 0.3
const SILENT = 0.0001
const READ_HZ = 44_100
const RISE_SECONDS = 0.012

/** Ours are made when they are heard: no file, nothing to load. */
export function createSounds(scope: {
  AudioContext?: typeof AudioContext
  OfflineAudioContext?: typeof OfflineAudioContext
}): Sounds {
  let context: AudioContext | null = null
  let chosen: ReadonlyMap<NoticeKind, Played> = new Map()
  let playing: AudioBufferSourceNode | null = null

  function audio(): AudioContext | null {
    if (!context && scope.AudioContext) context = new scope.AudioContext()
    return context
  }

  function sample(played: Played, volume: number): void {
    const out = audio()
    // What a quiet page could not play is no news when it may.
    if (out?.state !== 'running' || volume <= 0) return
    playing?.stop() // one at a time: what an agent brought may last
    playing = null
    if (typeof played === 'object') playing = playRecorded(out, played, volume)
    else for (const note of MOTIFS[played]) playNote(out, note, volume * LOUDEST)
  }

  return {
    sample,
    play: (kind, volume) => sample(chosen.get(kind) ?? USUAL_SOUNDS[kind], volume),
    use(next) {
      chosen = next
    },
    async read(content) {
      if (!scope.OfflineAudioContext) throw new Error('this browser plays no sounds')
      // One that plays would be refused while nobody touched the page; this one only reads.
      return new scope.OfflineAudioContext(1, 1, READ_HZ).decodeAudioData(content)
    },
    async unlock() {
      const out = audio()
      if (out && out.state !== 'running') await out.resume()
      return out?.state === 'running'
    },
    isReady: () => context?.state === 'running',
  }
}

/** As loud as it was recorded, at most. */
function playRecorded(out: AudioContext, buffer: AudioBuffer, volume: number): AudioBufferSourceNode {
  const source = out.createBufferSource()
  const gain = out.createGain()
  source.buffer = buffer
  gain.gain.value = volume
  source.connect(gain).connect(out.destination)
  source.start()
  return source
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
