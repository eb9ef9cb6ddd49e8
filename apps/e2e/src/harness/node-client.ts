import { type Client, createClient, createEnvironment, type Environment } from '@parley/client'
import WebSocket from 'ws'
import { OWNER, type RunningServer } from './server.ts'
import { type Browser, sharedOf } from './tabs.ts'

/** The way to the server: what a test may take away. */
export type Network = {
  barsSockets?: boolean
  isDown?: boolean
  sockets?: Set<WebSocket>
  /** Goes with every request and handshake. */
  headers?: Record<string, string>
  /** How far the clock on this side is off, in milliseconds. */
  skewMs?: number
  /** Shared with the other tabs of one browser. */
  browser?: Browser
  /** What the page's own build would write otherwise: each frame, and each body of a request. */
  rewrite?: (text: string) => string
  /** Close codes of sockets that had been open, as the page was told them; not of those it closed itself. */
  closes?: number[]
  /** When a line was dialled, by socket or by long-poll, in milliseconds of `performance.now()`. */
  dials?: number[]
}

/** What a page hears of an instance that stops (SYNC-42). */
const GOES_AWAY = 1001

/** Everything a network carries is cut, and nothing new gets through until {@link joinNetwork}. */
export function leaveNetwork(network: Network): void {
  network.isDown = true
  for (const socket of network.sockets ?? []) socket.terminate()
}

export function joinNetwork(network: Network): void {
  network.isDown = false
}

/** The sockets die as those of an instance that goes: frames under way are lost, the page resumes at once. */
export function changeInstance({ sockets }: Network): void {
  for (const socket of sockets ?? []) {
    socket.emit('close', GOES_AWAY)
    socket.removeAllListeners('close')
    socket.terminate()
  }
  sockets?.clear()
}

/** A page of the demo shop, as far as the server can tell: a browser names its origin with everything it sends. */
export function pageEnvironment(origin: string, network: Network = {}): Environment {
  const platform = createEnvironment()
  network.sockets ??= new Set()
  const { sockets } = network
  const own = { ...network.headers, origin }
  const rewritten = (text: string) => network.rewrite?.(text) ?? text
  return {
    ...platform,
    ...sharedOf(network.browser),
    now: () => Date.now() + (network.skewMs ?? 0),
    fetch(url, init) {
      if (isFirstPoll(url, init)) network.dials?.push(performance.now())
      return network.isDown
        ? Promise.reject(new TypeError('no network'))
        : fetch(url, {
            ...init,
            ...(typeof init.body === 'string' && { body: rewritten(init.body) }),
            headers: { ...(init.headers as Record<string, string>), ...own },
          })
    },
    upload: ({ url, headers, body, signal }) =>
      fetch(url, { method: 'POST', headers: { ...headers, ...own }, body, signal }),
    openSocket(url, { opened, message, closed }) {
      const socket = new WebSocket(network.barsSockets || network.isDown ? 'ws://127.0.0.1:9' : url, { headers: own })
      let isOpen = false
      sockets.add(socket)
      network.dials?.push(performance.now())
      socket.on('open', () => {
        isOpen = true
        opened()
      })
      socket.on('message', (data) => message(String(data)))
      socket.on('close', (code) => {
        sockets.delete(socket)
        if (isOpen) network.closes?.push(code)
        closed(code)
      })
      socket.on('error', () => undefined) // `close` follows, and says it all
      return {
        send: (text) => socket.send(rewritten(text)),
        close() {
          isOpen = false
          socket.close()
        },
      }
    },
  }
}

/** A line by long-poll begins with a request that does not wait. */
const isFirstPoll = (url: string, { body }: RequestInit) =>
  url.endsWith('/sync') && typeof body === 'string' && body.includes('"wait":0')

export function visitorClient({ url }: RunningServer, network: Network = {}): Client {
  const environment = pageEnvironment('http://localhost:5999', network)
  return createClient({ url, environment, credentials: { type: 'visitor', siteKey: 'demo' } })
}

type Session = { access: string; agent: { id: string } }

/** The owner's session, begun over HTTP as the inbox does. */
export async function signIn({ url }: RunningServer): Promise<Session> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(OWNER),
  })
  return (await response.json()) as Session
}

export async function agentClient(server: RunningServer, network: Network = {}): Promise<Client> {
  const { access, agent } = await signIn(server)
  const environment = pageEnvironment(server.url, network)
  return createClient({
    url: server.url,
    environment,
    credentials: { type: 'agent', agentId: agent.id, access: async () => access },
  })
}
