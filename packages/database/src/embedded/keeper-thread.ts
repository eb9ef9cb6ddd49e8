import { parentPort, workerData } from 'node:worker_threads'
import { decodeMessage, encodeMessage } from './doc-codec.ts'
import { messageOf } from './error-message.ts'
import { openKv } from './kv.ts'
import type { Answer, Request } from './operations.ts'
import type { ThreadOptions } from './thread.ts'

const port = parentPort
if (!port) throw new Error('keeper-thread.ts is run by a Worker only')

// Worker data is made by thread.ts, which has this type.
const { file } = workerData as ThreadOptions
const kv = openKv(file, 'write')

function checkpoint(): Answer {
  try {
    kv.pragma('wal_checkpoint(PASSIVE)')
    return { result: null }
  } catch (error) {
    return { error: messageOf(error) }
  }
}

port.on('message', (message: Uint8Array | 'close') => {
  if (message === 'close') {
    kv.close()
    port.close()
    return
  }
  const { batch } = decodeMessage(message) as Request
  const reply = encodeMessage({ batch, answers: [checkpoint()] })
  port.postMessage(reply, [reply.buffer])
})
port.postMessage('ready')
