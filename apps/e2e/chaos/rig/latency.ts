import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Chat } from './person.ts'

/** A visitor may say 20 messages in ten seconds (SYNC-51); who says more waits for that, not for the server. */
export const REST_MS = 600

/** Milliseconds from Enter to the acknowledgement, sorted; one message after the other, as fast as a visitor may. */
export async function acksOf(chat: Chat, count: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const began = performance.now()
    const cmid = chat.say()
    await acked(chat, cmid)
    times.push(performance.now() - began)
    await pause(REST_MS)
  }
  return times.sort((a, b) => a - b)
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** How late the rig itself is until the function given back is called: p99 in ms, which is in all that it measures. */
export function ownLateness(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  return () => {
    delay.disable()
    return delay.percentile(99) / 1e6
  }
}

function acked(chat: Chat, cmid: string): Promise<void> {
  const isSent = () => chat.messages().some(({ key, send }) => key === cmid && send.phase === 'sent')
  return new Promise((resolve, reject) => {
    let stop = () => undefined as unknown
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`${cmid} was not acknowledged within 60 s`))
    }, 60_000)
    stop = chat.handle.timeline.subscribe(() => {
      if (!isSent()) return
      clearTimeout(timer)
      // Not within the first call: the subscription is not there yet.
      queueMicrotask(() => stop())
      resolve()
    })
  })
}
