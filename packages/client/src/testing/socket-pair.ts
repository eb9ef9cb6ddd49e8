import type { Socket, SocketHandlers } from '../environment.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** The server's end of a socket. */
export type ServerSocket = { send(text: string): void; close(code: number): void }
export type ServerEnd = { message(text: string): void; closed(): void }
export type Network = {
  /** In milliseconds, drawn for each frame. */
  latencyMs(): number
  /** Frames for which this says so are lost with everything after them, as on a line that has gone dead one way. */
  isLost?(text: string, towards: 'client' | 'server'): boolean
  /** Frames for which this says so cut the line right after they were delivered. */
  cuts?(text: string, towards: 'client' | 'server'): boolean
  isDown?(): boolean
}

/** A pair of socket ends over a network with latency, loss and cuts; order is kept, as TCP keeps it. */
export function connectPair(
  clock: VirtualClock,
  network: Network,
  accept: (socket: ServerSocket) => ServerEnd,
  client: SocketHandlers,
): Socket {
  let isOpen = true
  let server: ServerEnd | null = null
  const arrivals = { client: 0, server: 0 }
  const timers = new Set<unknown>()

  const deliver = (towards: 'client' | 'server', run: () => void) => {
    arrivals[towards] = Math.max(arrivals[towards], clock.now() + network.latencyMs())
    const timer = clock.setTimeout(() => {
      timers.delete(timer)
      run()
    }, arrivals[towards] - clock.now())
    timers.add(timer)
  }
  const end = () => {
    isOpen = false
    for (const timer of timers) clock.clearTimeout(timer)
  }
  const break_ = (code: number) => {
    if (!isOpen) return
    end()
    server?.closed()
    client.closed(code)
  }
  const carry = (towards: 'client' | 'server', text: string, run: () => void) => {
    if (!isOpen || network.isLost?.(text, towards)) return
    deliver(towards, () => {
      run()
      if (network.cuts?.(text, towards)) break_(1006)
    })
  }

  deliver('server', () => {
    if (network.isDown?.()) return break_(1006)
    server = accept({
      send: (text) => carry('client', text, () => client.message(text)),
      close(code) {
        deliver('client', () => break_(code))
      },
    })
    deliver('client', client.opened)
  })
  return {
    send: (text) => carry('server', text, () => server?.message(text)),
    close() {
      if (!isOpen) return
      end()
      server?.closed()
    },
  }
}
