import type { ConversationId, CreateKey, EndpointTypes, RouteName } from '@parley/protocol'
import { computed, signal } from '@preact/signals-core'
import type { CallInput, Client, ConversationHandle, Upload } from './api.ts'
import { asClientError } from './client-error.ts'
import { createCommands, newKey } from './commands.ts'
import { connect, rest, stop } from './connection/connection.ts'
import { type Core, createCore, type Role } from './core.ts'
import type { Environment } from './environment.ts'
import { withAccess } from './http/authorized.ts'
import { answerOf } from './http/http-client.ts'
import { followPage, wake } from './lifecycle.ts'
import { requeued } from './outbox/entries.ts'
import { goDown, hearAck, partingFrame } from './outbox/sender.ts'
import {
  type Conversation,
  createConversation,
  endConversation,
  type LogPage,
  type Surroundings,
  setRead,
} from './sync/conversation.ts'
import { createHandle } from './sync/handle.ts'
import { become, gone, load } from './sync/loading.ts'
import type { LogSnapshot } from './sync/log-copy.ts'
import { findConversation } from './sync/sync.ts'
import { PAGE_SIZE } from './times.ts'

/**
 * A client of one identity: one line to the server, live copies of what is open, and an outbox that outlives the page.
 * Nothing goes over the network before `start()` or the first call.
 */
export function createClientOf(url: string, role: Role, env: Environment): Omit<Client, 'list'> & { core: Core } {
  const core = createCore(url, role, env)
  const { connection, sync, outbox, sender, identity } = core
  const unsent = computed(() => outbox.shown.value.filter(({ phase }) => phase === 'pending').length)
  let isWanted = false
  const endPage = followPage({
    ...{ env, connection },
    isWanted: () => isWanted,
    mayRest: () => !role.lists && unsent.peek() === 0,
    onParting: () => part(core),
  })

  return {
    core,
    connection: connection.state,
    actor: core.actor,
    storageLost: core.storageLost,
    unsent,
    start() {
      isWanted = true
      connect(connection)
    },
    call: (name, input) => call(core, name, input),
    open: (id) => hold(core, findConversation(sync, id) ?? begin(core, { id })),
    openNew: (key = newKey(env) as CreateKey) =>
      hold(core, [...sync.conversations].find(({ createKey }) => createKey === key) ?? begin(core, { key })),
    pendingNew: () => pendingNew(core),
    upload: (file, target) => upload(core, file, target),
    probe: () => isWanted && wake(connection),
    async forget() {
      isWanted = false
      rest(connection)
      for (const one of sync.conversations) gone(one)
      identity.forget()
      core.actor.value = null
      await outbox.change(() => [])
    },
    destroy() {
      isWanted = false
      endPage()
      stop(connection, 'closed_by_app')
      goDown(sender)
      core.endLive()
      for (const settle of core.waiters.values()) settle({ phase: 'pending' })
      sync.lists?.stop()
      for (const one of sync.conversations) endConversation(one)
      sync.conversations.clear()
      outbox.close()
    },
  }
}

async function call<N extends RouteName>(
  core: Core,
  name: N,
  input: CallInput<N>,
): Promise<EndpointTypes[N]['response']> {
  const answer = await core.request(name, input)
  if (name === 'markUnread') {
    // The open copy learns that the watermark went back, and that a later `read` needs the new `gen` (I32).
    const { id } = (input as unknown as CallInput<'markUnread'>).params
    const { read, gen } = answer as EndpointTypes['markUnread']['response']
    const one = findConversation(core.sync, id)
    if (one) setRead(one, read, gen)
  }
  return answer
}

async function pendingNew({ outbox }: Core): Promise<CreateKey[]> {
  await outbox.ready
  const unborn = outbox.shown.peek().filter(({ phase, conversationId }) => phase !== 'kept' && !conversationId)
  const keys = unborn.sort((a, b) => a.seq - b.seq).map(({ key }) => key)
  return [...new Set(keys)].filter((key) => key !== null)
}

/** Few conversations carry files: the code that sends them is fetched with the first. */
function upload({ env, http, identity }: Core, file: Blob & { name?: string }, target: ConversationHandle): Upload {
  const progress = signal(0)
  const abort = new AbortController()
  const conversationId = target.id.peek()
  const query = conversationId ? { conversationId } : { createKey: target.createKey }
  const done = import('./http/upload.ts').then(({ sendFile }) =>
    sendFile({
      ...{ env, file, progress, answerOf, signal: abort.signal },
      url: http.address('uploadAttachment', { query }),
      withAccess: (task) =>
        withAccess(identity, task).catch((error) => {
          throw asClientError(error)
        }),
    }),
  )
  // Whoever cancelled may not look at the outcome any more.
  done.catch(() => undefined)
  return { progress, done, cancel: () => abort.abort() }
}

function begin(core: Core, start: { id: ConversationId } | { key: CreateKey }): Conversation {
  const one = createConversation(surroundingsOf(core), start)
  core.sync.conversations.add(one)
  if ('id' in start) void load(one)
  else {
    const entries = core.outbox.shown.peek()
    const known = entries.find(({ key, conversationId }) => key === start.key && conversationId)
    if (known?.conversationId) become(one, known.conversationId)
  }
  return one
}

function surroundingsOf(core: Core): Surroundings {
  const { env, request, outbox, sender, tab, sync, actor } = core
  return {
    env,
    transmit: sync.transmit,
    // The schemas do not tie an entry's body to its kind; the server does.
    snapshot: (id) => request('getConversation', { params: { id } }) as Promise<LogSnapshot>,
    page: (id, before) =>
      request('listEvents', { params: { id }, query: { before, limit: PAGE_SIZE } }) as Promise<LogPage>,
    outbox: outbox.shown,
    me: actor,
    onApplied(conversationId, { n, e: { cmid, kind, ts } }) {
      const mine = outbox.shown.peek().find((entry) => entry.cmid === cmid && entry.phase !== 'kept')
      const canceled = kind === 'cmid.cancel'
      if (mine?.cancel === canceled) hearAck(sender, { cmid: mine.cmid, conversationId, n, ts, canceled })
    },
    onCut(id, above) {
      const isLost: Parameters<typeof requeued>[0] = ({ conversationId, ackedAt, n }) =>
        conversationId === id && ackedAt < core.liveAt && (above === 0 || (n ?? 0) > above)
      if (outbox.stored().some((entry) => entry.phase === 'kept' && isLost(entry)))
        void outbox.change(requeued(isLost, tab))
    },
  }
}

function hold(core: Core, one: Conversation): ConversationHandle {
  one.holders++
  let isReleased = false
  return createHandle(one, createCommands(core.sender, core.waiters), () => {
    if (isReleased) return
    isReleased = true
    if (--one.holders > 0) return
    core.sync.conversations.delete(one)
    one.transmit({ t: 'unsub' })
    endConversation(one)
  })
}

/** One request that outlives the page, with the first command of the outbox; the rest goes at the next visit (SYNC-70). */
function part({ sender, identity, http }: Core): void {
  const access = identity.peek()
  const frame = access && partingFrame(sender)
  if (!frame) return
  const headers = { 'idempotency-key': frame['cmid'] as string }
  http.request('appendEvent', { body: frame }, { access, headers, keepalive: true }).catch(() => undefined)
}
