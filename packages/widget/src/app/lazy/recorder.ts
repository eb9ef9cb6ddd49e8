import type { Signal } from '@preact/signals-core'
import type { Kit } from '../ui/kit.ts'

/** What a voice message may last, ms, as the protocol limits it; and how often its loudness is looked at. */
export const LONGEST_MS = 120_000
const LOOK_MS = 100
/** Bars that a message is drawn with, and how high the loudest is. */
const BARS = 48
const HIGHEST = 15
/** Enough for speech: two minutes are half a megabyte. */
const BITS_PER_SECOND = 32_000

export type Recorded = { file: File; ms: number; peaks: number[] }
export type RecorderState =
  | { is: 'asking' }
  /** The visitor or the page's policy said no; or there is no microphone, or nothing that records. */
  | { is: 'refused' | 'missing' }
  | { is: 'recording' | 'paused' }
  | ({ is: 'ready' } & Recorded)

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/** Records until it is stopped, two minutes have passed, or the tab is hidden, which makes a pause. */
export function createRecorder({ signal }: Kit) {
  const state = signal<RecorderState>({ is: 'asking' })
  /** Loudness so far, 0 to 1, one value each {@link LOOK_MS}. */
  const levels = signal<number[]>([])
  let recorder: MediaRecorder | null = null
  let release: () => void = () => undefined
  let isCancelled = false

  async function begin(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (isCancelled) stopTracks(stream)
      else record(stream)
    } catch (error) {
      const { name } = error as DOMException
      state.value = { is: name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'missing' }
    }
  }

  function record(stream: MediaStream): void {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? ''
    const parts: Blob[] = []
    const made = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND })
    recorder = made
    release = watch(stream)
    made.ondataavailable = ({ data }) => parts.push(data)
    made.onstop = () => {
      release()
      if (!isCancelled) state.value = { is: 'ready', ...recordedOf(parts, made.mimeType, levels.peek()) }
    }
    made.start()
    state.value = { is: 'recording' }
  }

  /** Looks at the loudness while it records. Returns what gives the microphone back. */
  function watch(stream: MediaStream): () => void {
    const listener = createListener(stream)
    const timer = setInterval(() => {
      if (recorder?.state !== 'recording') return
      levels.value = [...levels.peek(), listener.level()]
      if (levels.peek().length * LOOK_MS >= LONGEST_MS) recorder.stop()
    }, LOOK_MS)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      stopTracks(stream)
      listener.close()
    }
  }
  function onVisibility(): void {
    if (document.visibilityState === 'hidden') pause()
  }
  function pause(): void {
    if (recorder?.state !== 'recording') return
    recorder.pause()
    state.value = { is: 'paused' }
  }

  void begin()
  return {
    state,
    levels: levels as Signal<number[]>,
    elapsedMs: () => levels.value.length * LOOK_MS,
    pause,
    resume() {
      if (recorder?.state !== 'paused') return
      recorder.resume()
      state.value = { is: 'recording' }
    },
    stop: () => recorder?.stop(),
    cancel() {
      isCancelled = true
      if (recorder && recorder.state !== 'inactive') recorder.stop()
      release()
    },
  }
}
export type Recorder = ReturnType<typeof createRecorder>

/** Speech at arm's length fills the bars. */
const LOUDNESS = 5

function createListener(stream: MediaStream) {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    /** How loud it is now, 0 to 1. */
    level(): number {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length
      return Math.min(1, Math.sqrt(power) * LOUDNESS)
    },
    close: () => void context.close(),
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

function recordedOf(parts: Blob[], type: string, levels: readonly number[]): Recorded {
  const [container = 'audio/webm'] = type.split(';')
  const file = new File(parts, `voice-message.${container.slice(container.indexOf('/') + 1)}`, { type: container })
  return { file, ms: Math.min(LONGEST_MS, Math.max(1, levels.length * LOOK_MS)), peaks: peaksOf(levels) }
}

/** The loudest moment of each part, as high as a bar of it is drawn. */
export function peaksOf(levels: readonly number[]): number[] {
  const count = Math.max(1, Math.min(BARS, levels.length))
  // Not `Array.from`: old libraries put one of their own in its place, which knows arrays only.
  return [...new Array(count).keys()].map((i) => {
    const part = levels.slice(Math.floor((i * levels.length) / count), Math.floor(((i + 1) * levels.length) / count))
    return Math.round(Math.max(0, ...part) * HIGHEST)
  })
}
