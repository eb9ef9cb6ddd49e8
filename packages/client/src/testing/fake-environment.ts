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
  const { clock, server, seed = 1, skewMs = 0, browser = aBrowser() } = options
  const random = createRandom(seed)
  const network: Network = { latencyMs: () => 5 + random() * 20, ...options.network }
  const listeners = new Map<EnvironmentEvent, Set<() => void>>()
  const timers = new Set<unknown>()
  const sockets = { opened: 0, open: 0 }
  const { withoutSockets = false } = options
  const noSockets = typeof withoutSockets === 'function' ? withoutSockets : () => withoutSockets
  let isVisible = true

  const later = (run: () => void, ms: number) => {
    const timer = clock.setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
    return timer
  }
  const travel = () => new Promise<void>((resolve) => clock.setTimeout(resolve, network.latencyMs()))

  async function request(url: string, init: RequestInit): Promise<Response> {
    await travel()
    if (network.isDown?.() || network.isLost?.(`http ${url}`, 'server')) throw new TypeError('network')
    const response = await server.fetch(url, init)
    await travel()
    if (network.isDown?.() || network.isLost?.(`http ${url}`, 'client')) throw new TypeError('network')
    if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError')
    return response
  }

  return {
    now: () => clock.now() + skewMs,
    random,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)),
    setTimeout: later,
    clearTimeout(timer) {
      timers.delete(timer)
      clock.clearTimeout(timer)
    },
    fetch: (url, init) =>
      Promise.race([
        request(url, init),
        new Promise<never>((_, reject) => {
          init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
        }),
      ]),
    upload: ({ url, headers, body }) => request(url, { method: 'POST', headers, body }),
    openSocket(_, handlers) {
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
      const down = () => network.isDown?.() === true || noSockets()
      const socket = connectPair(clock, { ...network, isDown: down }, server.accept, { ...handlers, closed })
      return {
        send: socket.send,
        close() {
          ended()
          socket.close()
        },
      }
    },
    isVisible: () => isVisible,
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => all.delete(listener)
    },
    storage: () => browser.storage,
    indexedDB: () => browser.indexedDB,
    lock: (name, task) => locked(browser, name, task),
    openChannel: (name, onMessage) => openChannel(browser, clock, name, onMessage),
    emit(event) {
      for (const listener of listeners.get(event) ?? []) listener()
    },
    setVisible(next) {
      isVisible = next
      for (const listener of listeners.get('visibility') ?? []) listener()
    },
    listeners: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
    sockets,
    timers: () => timers.size,
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
