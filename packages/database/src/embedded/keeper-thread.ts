import { parentPort, workerData } from 'node:worker_threads'
import { openConnection, pragma } from './connection.ts'
import { messageOf } from './error-message.ts'
import type { Answer, Reply, Request } from './operations.ts'
import type { ThreadOptions } from './thread.ts'

const port = parentPort
if (!port) throw new Error('keeper-thread.ts is run by a Worker only')

// Worker data is made by thread.ts, which has this type.
const { file } = workerData as ThreadOptions
const db = openConnection(file, 'write')

function checkpoint(): Answer {
  try {
    pragma(db, 'wal_checkpoint(PASSIVE)')
    return { result: null }
  } catch (error) {
    return { error: messageOf(error) }
  }
}

port.on('message', (message: Request | 'close') => {
  if (message === 'close') {
    db.close()
    port.close()
    return
  }
  port.postMessage({ batch: message.batch, answers: [checkpoint()] } satisfies Reply)
})
port.postMessage('ready')
