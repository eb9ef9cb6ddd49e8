// Loaded before every measured server (`--import`), alike for all: what the bench wants to know of the process from inside.

import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { writeHeapSnapshot } from 'node:v8'
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads'

export type ProbeOrder =
  | { probe: 'reset' }
  | { probe: 'read' }
  | { probe: 'collect' }
  | { probe: 'snapshot'; file: string }
  | { probe: 'profile'; dir: string | null }

/** CPU-seconds of all threads, bytes, and how late the main thread's event loop ran since the last `reset` (99th percentile). */
export type ProbeReading = { cpuSeconds: number; rssBytes: number; heapBytes: number; loopDelayP99Ms: number }

/** The histogram counts whole turns of its timer; what is beyond the timer's own time is the delay. */
const SAMPLE_MS = 10

/** The profile under way. */
let running: { session: Session; dir: string } | null = null

/** Begins a profile of this thread, or with null ends it and writes it where it was to go. */
function profile(dir: string | null): void {
  if (dir !== null) {
    const session = new Session()
    session.connect()
    session.post('Profiler.enable')
    session.post('Profiler.start')
    running = { session, dir }
    return
  }
  const ended = running
  running = null
  ended?.session.post('Profiler.stop', (error, result) => {
    if (error) throw error
    writeFileSync(path.join(ended.dir, `${nameOfThread()}.cpuprofile`), JSON.stringify(result.profile))
    ended.session.disconnect()
  })
}

function nameOfThread(): string {
  return isMainThread ? 'main' : `${path.basename(process.argv[1] ?? '', '.ts')}-${threadId}`
}

const threads = new BroadcastChannel('bench-profile')
if (isMainThread) answerOrders()
else threads.onmessage = (message) => profile((message as { data: string | null }).data)
threads.unref()

function answerOrders(): void {
  const loop = monitorEventLoopDelay({ resolution: SAMPLE_MS })
  loop.enable()

  function read(): ProbeReading {
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed } = process.memoryUsage()
    const loopDelayP99Ms = Math.max(0, loop.percentile(99) / 1e6 - SAMPLE_MS)
    return { cpuSeconds: (user + system) / 1e6, rssBytes: rss, heapBytes: heapUsed, loopDelayP99Ms }
  }

  function obey(order: ProbeOrder): void {
    switch (order.probe) {
      case 'reset':
        return loop.reset()
      case 'read':
        return
      case 'collect':
        return globalThis.gc?.()
      case 'snapshot':
        writeHeapSnapshot(order.file)
        return
      case 'profile':
        threads.postMessage(order.dir)
        profile(order.dir)
    }
  }

  process.on('message', (order: ProbeOrder) => {
    obey(order)
    process.send?.({ reading: read() })
  })
  // A bench that was itself ended leaves nothing behind.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // The server ends when it wants to, whether or not the bench still listens.
  process.channel?.unref()
}
