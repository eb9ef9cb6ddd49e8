/** What the page or process around the client tells it. */
export type EnvironmentEvent = 'online' | 'offline' | 'visibilitychange' | 'focus' | 'pagehide' | 'pageshow'

export type SocketHandlers = { opened(): void; message(text: string): void; closed(code: number): void }
export type Socket = { send(text: string): void; close(): void }
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
export type Channel = { post(message: unknown): void; close(): void }
export type UploadRequest = {
  url: string
  headers: Record<string, string>
  body: FormData
  onProgress(share: number): void
  signal: AbortSignal
}

/**
 * Everything the client takes from its surroundings; the only file that touches globals. `storage` and `indexedDB` may
 * throw at any call, as they do in sandboxed frames: their users guard every one.
 */
export type Environment = {
  /** Milliseconds; may be days off and may jump: never sent for order, never compared with the server's. */
  now(): number
  /** In [0, 1). */
  random(): number
  randomBytes(count: number): Uint8Array
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  fetch(url: string, init: RequestInit): Promise<Response>
  /** How files go up, where it is not for the platform to choose. */
  upload?(request: UploadRequest): Promise<Response>
  openSocket(url: string, handlers: SocketHandlers): Socket
  isVisible(): boolean
  on(event: EnvironmentEvent, listener: () => void): () => void
  /** Undefined, as `indexedDB`, where nothing is meant to be kept (Node). */
  storage(): KeyValue | undefined
  indexedDB(): IDBFactory | undefined | Promise<IDBFactory | undefined>
  /** Runs `task` while no other tab runs one of the same name; at once where locks do not exist. */
  lock<T>(name: string, task: () => Promise<T>): Promise<T>
  openChannel(name: string, onMessage: () => void): Channel | null
}

/** The globals an environment is made of; each may be missing, and some throw where a browser keeps storage away. */
type Scope = Partial<typeof globalThis>

/** After a frame the first key goes first, milliseconds. */
const SOON_MS = 16
/** A frame that takes as long is not waited for, milliseconds. */
const FRAME_MS = 300

/** Resolves once the next frame was made. A tab that nobody looks at makes none, and must not wait for one. */
export const painted = () =>
  new Promise<void>((go) => {
    requestAnimationFrame(() => setTimeout(go, SOON_MS))
    setTimeout(go, FRAME_MS)
  })

/** The environment of this browser window or Node process. */
export function createEnvironment(scope: Scope = globalThis): Environment {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (timer) => clearTimeout(timer as number),
    fetch: (url, init) => fetch(url, init),
    openSocket,
    isVisible: () => scope.document?.visibilityState !== 'hidden',
    // The document's `visibilitychange` rises to the window.
    on(event, listener) {
      scope.window?.addEventListener(event, listener)
      return () => scope.window?.removeEventListener(event, listener)
    },
    storage: () => scope.document && scope.localStorage,
    indexedDB: () => (scope.document ? painted().then(() => scope.indexedDB) : scope.indexedDB),
    lock: (name, task) => locked(scope, name, task),
    openChannel: (name, onMessage) => openChannel(scope, name, onMessage),
  }
}

/** The code of a line that ended without one (RFC 6455, 7.1.5). */
const NO_CLOSE = 1006

function openSocket(url: string, { opened, message, closed }: SocketHandlers): Socket {
  const socket = new WebSocket(url)
  socket.onopen = opened
  socket.onmessage = (event) => message(event.data as string)
  socket.onclose = (event) => closed(event.code)
  // Where the page's policy forbids it some browsers tell no close.
  socket.onerror = () => closed(NO_CLOSE)
  return { send: (text) => socket.send(text), close: () => socket.close() }
}

async function locked<T>({ navigator }: Scope, name: string, task: () => Promise<T>): Promise<T> {
  try {
    if (navigator?.locks) return await navigator.locks.request(name, task)
  } catch (error) {
    // Where storage is kept away so are locks; then one tab more may do what one would have done.
    if (!(error instanceof DOMException)) throw error
  }
  return task()
}

/** Only pages have other tabs to talk to. */
function openChannel({ document, BroadcastChannel }: Scope, name: string, onMessage: () => void): Channel | null {
  try {
    if (!document || !BroadcastChannel) return null
    const channel = new BroadcastChannel(name)
    channel.onmessage = onMessage
    return { post: (message) => channel.postMessage(message), close: () => channel.close() }
  } catch {
    // Refused with the storage (R21): this tab goes on alone.
    return null
  }
}
