import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { type Faults, GOOD_NETWORK, type Way } from './faults.ts'
import { carry } from './flow.ts'
import type { Random } from './random.ts'

/** A bad network between people and servers. Clients are told `url`; where a connection leads is asked at each. */
export type FaultProxy = {
  url: string
  port: number
  /** Change it at any time; the next chunk feels it. */
  faults: Faults
  /** Connections open now. */
  count(): number
  /** Of those that are WebSockets, the ports that the server sees them come from. */
  socketPorts(): Set<number>
  /** Connections open now carry nothing this way any more, and nobody is told; new ones are well. */
  abandon(way: Way): void
  /** Cuts every connection without a word (RST), or a share of them. */
  cut(share?: number): void
  /** Sockets that an instance let in, by its port, at milliseconds of `performance.now()`. */
  admitted: { at: number; port: number }[]
  heal(): void
  close(): Promise<void>
}

export async function openProxy(target: () => number, random: Random): Promise<FaultProxy> {
  const faults: Faults = { ...GOOD_NETWORK }
  const open = new Map<() => void, { dead: Set<Way>; talk: { isSocket: boolean }; upstream: Socket }>()
  const admitted: FaultProxy['admitted'] = []
  const server = createServer((client) => {
    if (faults.refuse) return void client.resetAndDestroy()
    join(client, connect({ port: target(), host: '127.0.0.1' }))
  })

  function join(client: Socket, upstream: Socket): void {
    const upgraded = () => void admitted.push({ at: performance.now(), port: upstream.remotePort ?? 0 })
    const talk = { isSocket: false, request: '', upgraded }
    const cut = () => {
      open.delete(cut)
      for (const end of [client, upstream]) if (!end.destroyed) end.resetAndDestroy()
    }
    const dead = new Set<Way>()
    open.set(cut, { dead, talk, upstream })
    for (const end of [client, upstream]) {
      end.setNoDelay(true)
      end.on('close', () => client.destroyed && upstream.destroyed && open.delete(cut))
    }
    carry({ way: 'up', from: client, to: upstream, faults, random, cut, dead }, talk)
    carry({ way: 'down', from: upstream, to: client, faults, random, cut, dead }, talk)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    faults,
    admitted,
    count: () => open.size,
    socketPorts: () =>
      new Set([...open.values()].flatMap(({ talk, upstream }) => (talk.isSocket ? [upstream.localPort ?? 0] : []))),
    abandon(way) {
      for (const { dead } of open.values()) dead.add(way)
    },
    cut(share = 1) {
      for (const end of [...open.keys()]) if (random.chance(share)) end()
    },
    heal: () => void Object.assign(faults, GOOD_NETWORK),
    async close() {
      for (const end of [...open.keys()]) end()
      server.close()
      await once(server, 'close')
    },
  }
}
