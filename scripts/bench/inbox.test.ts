import { describe, expect, it } from 'vitest'
import { busyFrames } from './inbox-frames.ts'

const frame = (ts: number, tts: number, tid = 1) => ({ name: 'FireAnimationFrame', ph: 'X', ts, tts, pid: 1, tid })

describe('frames of the inbox', () => {
  it('count what the page’s thread did, not what others had of the processor', () => {
    const events = [
      frame(200_000, 30_000),
      frame(0, 1000),
      frame(16_000, 5000),
      { name: 'RunTask', ph: 'X', ts: 17_000, tts: 6000, pid: 1, tid: 1 },
      frame(100_000, 90_000, 2),
    ]
    expect(busyFrames(events)).toEqual([4, 25])
  })

  it('are none where none were drawn', () => {
    expect(busyFrames([])).toEqual([])
  })
})
