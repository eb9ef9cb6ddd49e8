import { parentPort, workerData } from 'node:worker_threads'
import { openCatalog } from './catalog.ts'
import { decodeMessage, encodeMessage } from './doc-codec.ts'
import { openKv } from './kv.ts'
import type { Request } from './operations.ts'
import { createReader } from './reader.ts'
import type { ThreadOptions } from './thread.ts'

const port = parentPort
if (!port) throw new Error('reader-thread.ts is run by a Worker only')

// Worker data is made by thread.ts, which has this type.
const { file, noTableScan } = workerData as ThreadOptions
const kv = openKv(file, 'read')
const reader = createReader({ kv, catalog: openCatalog(kv), noTableScan })

port.on('message', (message: Uint8Array | 'close') => {
  if (message === 'close') {
    kv.close()
    port.close()
    return
  }
  const request = decodeMessage(message) as Request
  const reply = encodeMessage({ batch: request.batch, answers: reader.answer(request) })
  port.postMessage(reply, [reply.buffer])
})
port.postMessage('ready')
