import type { Channel, Environment, EnvironmentEvent, KeyValue } from '../environment.ts'
import type { FakeServer } from './fake-server.ts'
import { createRandom } from './random-source.ts'
import { connectPair, type Network } from './socket-pair.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What the tabs of one browser share. */
export type FakeBrowser = {
  storage: KeyValue
  indexedDB: IDBFactory | undefined
  channels: Map<string, Set<() => void>>
  locks: Map<string, Promise<unknown>>
}

export function aBrowser(indexedDB?: IDBFactory): FakeBrowser {
  const held = new Map<string, string>()
  const storage: KeyValue = {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  }
  return { storage, indexedDB, channels: new Map(), locks: new Map() }
}

export type FakeEnvironment = Environment & {
  emit(event: EnvironmentEvent): void
  setVisible(isVisible: boolean): void
  listeners(): number
  /** Sockets opened so far, and those open now. */
  sockets: { opened: number; open: number }
  /** Timers of this environment that have not fired. */
  timers(): number
}

type Options = {
  clock: VirtualClock
  server: FakeServer
  seed?: number
  /** How far this device's clock is off, in milliseconds. */
  skewMs?: number
  browser?: FakeBrowser
  network?: Partial<Network>
  /** A network that lets no socket through. */
  withoutSockets?: boolean | (() => boolean)
}

export function createFakeEnvironment(options: Options): FakeEnvironment {
  const { clock, seed = 1, skewMs = 0, browser = aBrowser() } = options
  const random = createRandom(seed)
  const network: Network = { latencyMs: () => 5 + random() * 20, ...options.network }
  const timers = new Set<unknown>()
  const page = aPage()
  const request = createRequest(options, network)
  return {
    ...page,
    ...aSocketFactory(options, network),
    now: () => clock.now() + skewMs,
    random,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)),
    setTimeout(run, ms) {
      const timer = clock.setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms)
      timers.add(timer)
      return timer
    },
    clearTimeout(timer) {
      timers.delete(timer)
      clock.clearTimeout(timer)
    },
    timers: () => timers.size,
    fetch: (url, init) =>
      Promise.race([
        request(url, init),
        new Promise<never>((_, reject) => {
          init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
        }),
      ]),
    upload: ({ url, headers, body, signal }) => request(url, { method: 'POST', headers, body, signal }),
    storage: () => browser.storage,
    indexedDB: () => browser.indexedDB,
    lock: (name, task) => locked(browser, name, task),
    openChannel: (name, onMessage) => openChannel(browser, clock, name, onMessage),
  }
}

/** Requests over the network: there and back, each with its latency and its loss. */
function createRequest({ clock, server }: Options, network: Network) {
  const travel = async (url: string, towards: 'client' | 'server') => {
    await new Promise<void>((resolve) => clock.setTimeout(resolve, network.latencyMs()))
    if (network.isDown?.() || network.isLost?.(`http ${url}`, towards)) throw new TypeError('network')
  }
  return async (url: string, init: RequestInit): Promise<Response> => {
    await travel(url, 'server')
    const response = await server.fetch(url, init)
    await travel(url, 'client')
    if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError')
    return response
  }
}

function aSocketFactory({ clock, server, withoutSockets = false }: Options, network: Network) {
  const sockets = { opened: 0, open: 0 }
  const isBarred = typeof withoutSockets === 'function' ? withoutSockets : () => withoutSockets
  const isDown = () => network.isDown?.() === true || isBarred()
  const openSocket: Environment['openSocket'] = (_, handlers) => {
    sockets.opened++
    sockets.open++
    let isClosed = false
    const ended = () => {
      if (!isClosed) sockets.open--
      isClosed = true
    }
    const closed = (code: number) => {
      ended()
      handlers.closed(code)
    }
    const socket = connectPair(clock, { ...network, isDown }, server.accept, { ...handlers, closed })
    return {
      send: socket.send,
      close() {
        ended()
        socket.close()
      },
    }
  }
  return { sockets, openSocket }
}

/** Visibility and the events of a page. */
function aPage() {
  const listeners = new Map<EnvironmentEvent, Set<() => void>>()
  let isVisible = true
  const emit = (event: EnvironmentEvent) => {
    for (const listener of listeners.get(event) ?? []) listener()
  }
  return {
    emit,
    isVisible: () => isVisible,
    setVisible(next: boolean) {
      isVisible = next
      emit('visibilitychange')
    },
    on(event: EnvironmentEvent, listener: () => void) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => void all.delete(listener)
    },
    listeners: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
  }
}

function locked<T>({ locks }: FakeBrowser, name: string, task: () => Promise<T>): Promise<T> {
  const before = locks.get(name) ?? Promise.resolve()
  const mine = before.then(task, task)
  locks.set(
    name,
    mine.catch(() => undefined),
  )
  return mine
}

function openChannel({ channels }: FakeBrowser, clock: VirtualClock, name: string, onMessage: () => void): Channel {
  const all = channels.get(name) ?? new Set()
  channels.set(name, all.add(onMessage))
  return {
    post() {
      for (const other of all) if (other !== onMessage) clock.setTimeout(() => all.has(other) && other(), 1)
    },
    close: () => void all.delete(onMessage),
  }
}
