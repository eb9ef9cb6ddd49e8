// The bus of a server under the rig, in the place of the one in its memory: what it publishes goes through the hub, to
// itself as to the others. It lives in the server's process.
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

type Message = { type: string }
type Listener = (message: Message) => void
/** As the server has it; this file cannot see the server's. */
type Bus = {
  readonly id: string
  publish(message: Message): void
  subscribe(listener: Listener): () => void
  close(): Promise<void>
}

const AGAIN_MS = 100
const query = new URL(import.meta.url).searchParams
const port = Number(query.get('port'))
const memory = (await import(query.get('memory') ?? '')) as { createMemoryBus(): Bus }

/** Publishing never waits and never fails: without the hub a message is lost, as it may be. */
export function createMemoryBus(): Bus {
  // The true one cuts down what is too large for a bus, and tells its only listener: the line to the hub.
  const outgoing = memory.createMemoryBus()
  const listeners = new Set<Listener>()
  let isClosed = false
  let line: Socket

  function dial(): void {
    line = connect({ port, host: '127.0.0.1', noDelay: true })
    line.unref()
    line.on('error', () => undefined) // `close` follows
    line.on('close', () => {
      if (!isClosed) setTimeout(dial, AGAIN_MS).unref()
    })
    const read = createInterface({ input: line })
    read.on('error', () => undefined) // the line's, once more
    read.on('line', (text) => {
      for (const listener of listeners) listener(JSON.parse(text))
    })
  }
  dial()
  outgoing.subscribe((message) => {
    if (line.writable) line.write(`${JSON.stringify(message)}\n`)
  })

  return {
    id: `hub ${port}`,
    publish: outgoing.publish,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      listeners.clear()
      line.destroy()
    },
  }
}
