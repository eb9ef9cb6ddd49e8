import { expect, it } from 'vitest'
import { createLoopDelay } from './loop-delay.ts'

const TIMEOUT_MS = 90_000
/** Against hanging only: a busy loop is as long as it says on a machine of any speed. */
const BOUND_MS = 30_000
const since = (start: number) => performance.now() - start

function work(ms: number): void {
  const start = performance.now()
  while (since(start) < ms);
}

async function rest(ms: number): Promise<void> {
  const start = performance.now()
  while (since(start) < ms) await new Promise((resolve) => setTimeout(resolve, 1))
}

it('SYNC-53 the event loop is late when half of its time goes into turns of 500 ms', {
  timeout: TIMEOUT_MS,
}, async () => {
  const loop = createLoopDelay()
  const start = performance.now()
  while (loop.ms() <= 200 && since(start) < BOUND_MS) {
    work(500)
    await rest(400)
  }
  expect(loop.ms()).toBeGreaterThan(200)
  const end = performance.now()
  while (loop.ms() > 200 && since(end) < BOUND_MS) await rest(50)
  expect(loop.ms()).toBeLessThanOrEqual(200)
})
