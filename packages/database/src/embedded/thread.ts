import { Worker } from 'node:worker_threads'
import { decodeMessage, encodeMessage } from './doc-codec.ts'
import { errorOf } from './error-message.ts'
import type { Reply, Request } from './operations.ts'

export type ThreadOptions = { readonly file: string; readonly noTableScan: boolean }

/** How messages travel: packed, or as they are: a thread that sees no documents loads nothing to unpack them. */
export type Wire = 'packed' | 'plain'

/** One thread of the engine, seen from the main thread. */
export type Thread<Operation> = {
  /** Sends an operation together with all others of this tick; resolves with its result. */
  send(operation: Operation): Promise<unknown>
  /** Lets what was sent finish, closes the connection and ends the thread. */
  close(): Promise<void>
}

type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
}

/**
 * Starts a thread of the engine.
 * @throws Error when the file can not be opened
 */
export async function startThread<Operation>(
  script: URL,
  options: ThreadOptions & { readonly wire: Wire },
  now: () => number,
): Promise<Thread<Operation>> {
  const worker = new Worker(script, { workerData: options })
  await ready(worker)
  const sent = new Map<number, readonly Waiting[]>()
  let lastBatch = 0
  let operations: Operation[] = []
  let waiting: Waiting[] = []
  let ended: Error | null = null

  function flush(): void {
    if (operations.length === 0) return
    const request: Request = { batch: ++lastBatch, now: now(), operations }
    sent.set(lastBatch, waiting)
    operations = []
    waiting = []
    if (options.wire === 'plain') return worker.postMessage(request)
    const packed = encodeMessage(request)
    worker.postMessage(packed, [packed.buffer])
  }

  function settle(reply: Reply): void {
    const expecting = sent.get(reply.batch) ?? []
    sent.delete(reply.batch)
    for (const [i, { resolve, reject }] of expecting.entries()) {
      const answer = reply.answers[i]
      if (answer && 'result' in answer) resolve(answer.result)
      else reject(answer ? errorOf(answer.error) : new Error('The store sent no answer'))
    }
  }

  function end(error: Error): void {
    ended ??= error
    for (const expecting of [...sent.values(), waiting]) for (const { reject } of expecting) reject(ended)
    sent.clear()
  }

  worker.on('message', (message: Uint8Array | Reply) =>
    settle(message instanceof Uint8Array ? (decodeMessage(message) as Reply) : message),
  )
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('The store is closed')))

  return {
    send: (operation) => {
      if (ended) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        if (operations.length === 0) setImmediate(flush)
        operations.push(operation)
        waiting.push({ resolve, reject })
      })
    },
    close: async () => {
      if (ended) return
      const exited = new Promise((resolve) => worker.once('exit', resolve))
      flush()
      worker.postMessage('close')
      await exited
    },
  }
}
