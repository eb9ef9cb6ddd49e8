import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { openCatalog } from './catalog.ts'
import { decodeMessage, encodeMessage } from './doc-codec.ts'
import { openKv } from './kv.ts'
import type { Request } from './operations.ts'
import type { ThreadOptions } from './thread.ts'
import { createWriter } from './writer.ts'

/** Messages taken into one transaction: enough to gather under load, few enough that nobody waits long. */
const MAX_GATHERED = 64

const port = parentPort
if (!port) throw new Error('writer-thread.ts is run by a Worker only')

// Worker data is made by thread.ts, which has this type.
const { file, noTableScan } = workerData as ThreadOptions
const kv = openKv(file, 'write')
const writer = createWriter({ kv, catalog: openCatalog(kv), noTableScan })

function gather(first: Uint8Array): Request[] {
  const requests = [decodeMessage(first) as Request]
  while (requests.length < MAX_GATHERED && port) {
    const next = receiveMessageOnPort(port)
    if (!next) break
    if (next.message === 'close') {
      closing = true
      break
    }
    requests.push(decodeMessage(next.message) as Request)
  }
  return requests
}

let closing = false

function close(): void {
  kv.close()
  port?.close()
}

port.on('message', (message: Uint8Array | 'close') => {
  if (message === 'close') return close()
  const requests = gather(message)
  const answers = writer.commit(requests)
  for (const [i, request] of requests.entries()) {
    const reply = encodeMessage({ batch: request.batch, answers: answers[i] })
    port.postMessage(reply, [reply.buffer])
  }
  if (closing) close()
})
port.postMessage('ready')
