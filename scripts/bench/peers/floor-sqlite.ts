import { Worker } from 'node:worker_threads'
import { serveFloor } from './floor.ts'

// Commits off the main thread: a flush never stops the loop. One batch is under way at a time.
const thread = new Worker(new URL('./floor-sqlite-thread.ts', import.meta.url), { workerData: process.env['FILE'] })
let done: () => void = () => undefined
thread.on('message', () => done())

serveFloor(
  (batch) =>
    new Promise((resolve) => {
      done = resolve
      thread.postMessage(batch)
    }),
)
