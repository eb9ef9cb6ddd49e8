/** `up` leads to the server. */
export type Way = 'up' | 'down'

export type FrameFate = 'pass' | 'drop' | 'cut' | 'cut-after'

/** What the network does to every connection through a proxy; changed while it runs. All zero is a good network. */
export type Faults = {
  delayMs: number
  jitterMs: number
  /** 0 is unlimited. */
  bytesPerSecond: number
  /** Nothing gets through this way, and nothing is closed. */
  stall: Way | 'both' | 'none'
  /** New connections are cut at once. */
  refuse: boolean
  /** Segments are at most so long; 0 leaves them as they come. */
  splitBytes: number
  /** Segments of so many milliseconds arrive as one. */
  mergeMs: number
  /** Share of segments in which one bit is turned. */
  corrupt: number
  /** A connection dies after so many bytes of a direction. */
  cutAfter: Partial<Record<Way, number>>
  /** Judges each socket frame; `index` counts the frames of its connection and direction. Set it before connecting. */
  frame: ((frame: { way: Way; text: string | null; index: number }) => FrameFate) | null
  /** Judges each segment of plain HTTP; `request` is `POST /path`, of the answer that of the request before it. */
  http: ((segment: { way: Way; request: string; text: string }) => FrameFate) | null
}

export const GOOD_NETWORK: Readonly<Faults> = {
  ...{ delayMs: 0, jitterMs: 0, bytesPerSecond: 0, stall: 'none', refuse: false },
  ...{ splitBytes: 0, mergeMs: 0, corrupt: 0, cutAfter: {}, frame: null, http: null },
}
