/** Sound that was recorded, ready to be played from anywhere in it. Times are milliseconds. */
export type Sound = {
  readonly ms: number
  /** Plays from `from` on; any other sound of this page ends. `ended` is told of the end, however it came. */
  play(from: number, rate: number, ended: () => void): void
  pause(): void
  /** Where it is. */
  at(): number
  close(): void
}

/** Ends what is being played: one at a time. */
let silence: (() => void) | null = null

/** How long an element may take to say whether it plays what lies in memory, ms. */
const PATIENCE_MS = 1_500

/**
 * Decodes a whole file, so that any moment of it can be played at once, which recordings of browsers do not allow by
 * themselves. An element plays it, which keeps the voice at its pitch at any speed; where the page's policy forbids that
 * (`media-src`), the decoder's own output does. Rejects when it is no sound.
 */
export async function openSound(bytes: ArrayBuffer): Promise<Sound> {
  const context = new AudioContext()
  const buffer = await context.decodeAudioData(bytes)
  const output = (await elementFor(buffer)) ?? contextFor(context, buffer)
  let end: (() => void) | null = null

  function pause(): void {
    output.stop()
    if (silence === end) silence = null
    const told = end
    end = null
    told?.()
  }
  return {
    ms: buffer.duration * 1000,
    at: output.at,
    pause,
    play(from, rate, ended) {
      silence?.()
      end = () => ended()
      silence = pause
      void context.resume()
      output.start(from / 1000, rate, pause)
    },
    close() {
      pause()
      output.close()
      void context.close()
    },
  }
}

/** Times are seconds, as the platform has them. */
type Output = {
  start(from: number, rate: number, ended: () => void): void
  stop(): void
  at(): number
  close(): void
}

async function elementFor(buffer: AudioBuffer): Promise<Output | null> {
  const url = URL.createObjectURL(wavOf(buffer))
  const audio = new Audio()
  const can = new Promise<boolean>((resolve) => {
    audio.onloadedmetadata = () => resolve(true)
    audio.onerror = () => resolve(false)
    setTimeout(() => resolve(false), PATIENCE_MS)
  })
  audio.preload = 'auto'
  audio.src = url
  if (!(await can)) {
    URL.revokeObjectURL(url)
    return null
  }
  return {
    start(from, rate, ended) {
      audio.currentTime = from
      audio.playbackRate = rate
      audio.onended = ended
      audio.play().catch(ended) // refused without a press, or paused before it began
    },
    stop: () => audio.pause(),
    at: () => audio.currentTime * 1000,
    close: () => URL.revokeObjectURL(url),
  }
}

function contextFor(context: AudioContext, buffer: AudioBuffer): Output {
  let source: AudioBufferSourceNode | null = null
  let began = { from: 0, at: 0, rate: 1 }
  const at = () =>
    source ? Math.min(buffer.duration, began.from + (context.currentTime - began.at) * began.rate) : began.from
  return {
    start(from, rate, ended) {
      source = context.createBufferSource()
      source.buffer = buffer
      source.playbackRate.value = rate
      source.connect(context.destination)
      source.onended = ended
      began = { from, at: context.currentTime, rate }
      source.start(0, from)
    },
    stop() {
      began = { ...began, from: at() }
      if (source) {
        source.onended = null
        source.stop()
      }
      source = null
    },
    at: () => at() * 1000,
    close: () => undefined,
  }
}

const HEADER_BYTES = 44

/** The first channel, 16 bits a sample: every browser plays and seeks it. */
function wavOf(buffer: AudioBuffer): Blob {
  const samples = buffer.getChannelData(0)
  const { sampleRate } = buffer
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + samples.length * 2))
  const word = (at: number, text: string) => {
    for (const [i, one] of [...text].entries()) view.setUint8(at + i, one.charCodeAt(0))
  }
  word(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  for (let i = 0; i < samples.length; i++)
    view.setInt16(HEADER_BYTES + i * 2, Math.max(-1, Math.min(1, samples[i] ?? 0)) * 0x7fff, true)
  return new Blob([view], { type: 'audio/wav' })
}

/** `1:05`. */
export function playTime(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
