import type {
  BegunWith,
  Client,
  CommandResult,
  ConnectionView,
  ConversationHandle,
  ListHandle,
  TimelineItem,
  Upload,
} from '@parley/client'
import type {
  Actor,
  Attachment,
  Cmid,
  CommandKind,
  ConversationId,
  ConversationRow,
  EndpointTypes,
  FrameOf,
  Mark,
  RouteName,
  Timestamp,
} from '@parley/protocol'
import { type ConversationFold, newConversation } from '@parley/protocol/reduce'
import { type Signal, signal } from '@preact/signals'
import { aMessage } from './records.ts'

type Answers = { [N in RouteName]?: (input: never) => unknown }
type Row = ConversationRow

/** The server's side of one list subscription. */
export type FakeList = {
  keys: readonly string[]
  at: string
  isReleased: boolean
  rows(rows: Row[]): void
  gone(gone: { conversationId: ConversationId; ord: number }[]): void
  reset(): void
}

export type FakeHandle = Omit<ConversationHandle, 'id'> & {
  id: Signal<ConversationId | null>
  state: Signal<'loading' | 'ready' | 'resetting' | 'gone' | 'failed'>
  fold: Signal<ConversationFold<Timestamp> | null>
  timeline: Signal<TimelineItem[]>
  hasEarlier: Signal<boolean>
  marks: Signal<Mark[]>
  myRead: Signal<number>
  typing: Signal<{ actor: Actor; note: boolean; text: string | null }[]>
  isReleased: boolean
  sent: { kind: CommandKind; body: unknown }[]
  typed: { on: boolean; note: boolean }[]
  reads: number[]
  /** How the next commands end; `sent` when nothing is said. */
  results: CommandResult[]
}

/** A conversation that the agent begins; `settle` it by moving its signals and answering. */
export type FakeBeginning = {
  to: BegunWith | undefined
  handle: FakeHandle
  answers: ((result: CommandResult) => void)[]
}

export type FakeUpload = Upload & {
  file: Blob & { name?: string }
  progress: Signal<number>
  isCanceled: boolean
  finish(attachment: Attachment): void
  fail(error: unknown): void
}

/** A client without a server: tests answer its calls and move its signals. */
export function createFakeClient(answers: Answers = {}) {
  const calls: { name: RouteName; input: unknown }[] = []
  const lists: FakeList[] = []
  const handles = new Map<ConversationId, FakeHandle>()
  const uploads: FakeUpload[] = []
  const begun: FakeBeginning[] = []
  const { notice, own, present, ...news } = createFakeNews()
  const connection = signal<ConnectionView>({ phase: 'online', transport: 'socket' })
  const client: Client = {
    connection,
    actor: signal(null),
    storageLost: signal(false),
    unsent: signal(0),
    persist: () => undefined,
    isReturning: async () => false,
    start: () => undefined,
    async call(name, input) {
      calls.push({ name, input })
      const answer = answers[name]
      if (!answer) throw new Error(`no answer for ${name}`)
      return (await answer(input as never)) as EndpointTypes[typeof name]['response']
    },
    open: (id) => {
      const handle = handles.get(id) ?? createFakeHandle(id)
      handles.set(id, handle)
      return handle
    },
    openNew: (_key, to) => {
      const handle: FakeHandle = { ...createFakeHandle('cnv_'), id: signal(null), release: () => undefined }
      // As the real one: shown at once, and known by its id once it is stored.
      handle.command = (kind, body) => {
        handle.sent.push({ kind, body })
        handle.timeline.value = [aMessage(1, { n: null, mine: true, send: { phase: 'sending' } })]
        const { promise, resolve } = Promise.withResolvers<CommandResult>()
        begun.at(-1)?.answers.push(resolve)
        return promise
      }
      handle.remove = () => {
        handle.timeline.value = []
      }
      begun.push({ to, handle, answers: [] })
      return handle
    },
    pendingNew: async () => [],
    ...news,
    list(keys, at) {
      const { list, handle } = createFakeList(keys, at)
      lists.push(list)
      return handle
    },
    upload(file) {
      const upload = createFakeUpload(file)
      uploads.push(upload)
      return upload
    },
    probe: () => undefined,
    forget: async () => undefined,
    destroy: () => undefined,
  }
  return {
    client,
    answers,
    calls,
    lists,
    handles,
    uploads,
    begun,
    connection,
    ...{ notice, own, present },
    handle: (id: ConversationId) => client.open(id) as FakeHandle,
  }
}

export function createFakeHandle(id: ConversationId): FakeHandle {
  const handle: FakeHandle = {
    id: signal(id),
    createKey: null,
    state: signal('ready'),
    fold: signal(newConversation()),
    timeline: signal([]),
    hasEarlier: signal(false),
    loadEarlier: async () => undefined,
    marks: signal([]),
    myRead: signal(0),
    typing: signal([]),
    isReleased: false,
    sent: [],
    typed: [],
    reads: [],
    results: [],
    send(kind, body) {
      handle.sent.push({ kind, body })
      return `cmid-${handle.sent.length}` as Cmid
    },
    async command(kind, body) {
      handle.sent.push({ kind, body })
      return handle.results.shift() ?? { phase: 'sent' }
    },
    retry: () => undefined,
    remove: () => undefined,
    read(n = 0) {
      handle.reads.push(n)
      handle.myRead.value = n
    },
    viewers: signal([]),
    look: () => () => undefined,
    setTyping: (on, { note = false } = {}) => void handle.typed.push({ on, note }),
    preview: () => undefined,
    release() {
      handle.isReleased = true
    },
  }
  return handle
}

function createFakeList(keys: readonly string[], at: string): { list: FakeList; handle: ListHandle } {
  const listeners = {
    rows: new Set<(rows: Row[]) => void>(),
    gone: new Set<(gone: { conversationId: ConversationId; ord: number }[]) => void>(),
    reset: new Set<() => void>(),
  }
  const list: FakeList = {
    keys,
    at,
    isReleased: false,
    rows(rows) {
      for (const listener of listeners.rows) listener(rows)
    },
    gone(gone) {
      for (const listener of listeners.gone) listener(gone)
    },
    reset() {
      for (const listener of listeners.reset) listener()
    },
  }
  const handle: ListHandle = {
    onRows: (listener) => add(listeners.rows, listener),
    onGone: (listener) => add(listeners.gone, listener),
    onReset: (listener) => add(listeners.reset, listener),
    release() {
      list.isReleased = true
    },
  }
  return { list, handle }
}

function createFakeUpload(file: Blob & { name?: string }): FakeUpload {
  const { promise, resolve, reject } = Promise.withResolvers<Attachment>()
  const upload: FakeUpload = {
    file,
    progress: signal(0),
    done: promise,
    isCanceled: false,
    cancel() {
      upload.isCanceled = true
    },
    finish: resolve,
    fail: reject,
  }
  return upload
}

function add<T>(set: Set<T>, listener: T): () => boolean {
  set.add(listener)
  return () => set.delete(listener)
}

/** What the server says besides. */
function createFakeNews() {
  const noticing = new Set<() => void>()
  const owning = new Set<(changed: FrameOf<'own'>) => void>()
  const attending = new Set<(frame: FrameOf<'eph'>) => void>()
  return {
    onPresence: (listener: (frame: FrameOf<'eph'>) => void) => add(attending, listener),
    /** Somebody looks at, or writes in, a conversation. */
    present: (frame: FrameOf<'eph'>) => attending.forEach((listener) => void listener(frame)),
    onNotices: (listener: () => void) => add(noticing, listener),
    onOwn: (listener: (changed: FrameOf<'own'>) => void) => add(owning, listener),
    /** There are other notices. */
    notice: () => noticing.forEach((listener) => void listener()),
    /** Something of the agent's own changed elsewhere. */
    own: (changed: FrameOf<'own'>) => owning.forEach((listener) => void listener(changed)),
  }
}
