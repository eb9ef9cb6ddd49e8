import type { ConversationId, CreateKey, EndpointTypes, RouteName } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import { computed } from '@preact/signals-core'
import type { CallInput, Client, ConversationHandle, Credentials } from './api.ts'
import { type Core, createCore } from './core.ts'
import { createEnvironment, type Environment } from './environment.ts'
import { upload } from './http/upload.ts'
import { followPage } from './lifecycle.ts'
import { requeued } from './outbox/entries.ts'
import {
  type Conversation,
  createConversation,
  type LogPage,
  type Surroundings,
  setRead,
  stop,
} from './sync/conversation.ts'
import { createHandle } from './sync/handle.ts'
import { become, gone, load } from './sync/loading.ts'
import type { LogSnapshot } from './sync/log-copy.ts'
import { PAGE_SIZE } from './times.ts'

export type ClientOptions = {
  /** Origin of the server, without a path: `https://chat.example.com`. */
  url: string
  credentials: Credentials
  /** For tests; the page or process around the client when absent. */
  environment?: Environment
}

/**
 * A client of one identity: one line to the server, live copies of what is open, and an outbox that outlives the page.
 * Nothing goes over the network before `start()` or the first call; a visitor is made when the first of them needs one.
 */
export function createClient({ url, credentials, environment = createEnvironment() }: ClientOptions): Client {
  const core = createCore(url, credentials, environment)
  const { env, connection, sync, outbox, sender, lists, http, identity } = core
  let isWanted = false
  const unsent = computed(() => outbox.shown.value.filter(({ phase }) => phase === 'pending').length)
  const endPage = followPage({
    ...{ env, connection },
    isWanted: () => isWanted,
    mayRest: () => !core.isAgent && unsent.peek() === 0,
    onParting: () => part(core),
  })

  return {
    connection: connection.state,
    actor: core.actor,
    storageLost: core.storageLost,
    unsent,
    start() {
      isWanted = true
      connection.start()
    },
    call: (name, input) => call(core, name, input),
    open: (id) => hold(core, sync.find(id) ?? begin(core, { id })),
    openNew: (key = timeOrdered(Math.max(0, env.now()), env.randomBytes(KEY_RANDOM_BYTES)) as CreateKey) =>
      hold(core, [...sync.conversations].find(({ createKey }) => createKey === key) ?? begin(core, { key })),
    async pendingNew() {
      await outbox.ready
      const unborn = outbox.shown.peek().filter(({ phase, conversationId }) => phase !== 'kept' && !conversationId)
      const keys = unborn.sort((a, b) => a.seq - b.seq).map(({ key }) => key)
      return [...new Set(keys)].filter((key) => key !== null)
    },
    list: lists.open,
    upload: (file, target) => upload({ env, http, identity }, file, target),
    probe: connection.probe,
    async forget() {
      isWanted = false
      connection.rest()
      for (const one of sync.conversations) gone(one)
      identity.forget()
      core.actor.value = null
      await outbox.change(() => [])
    },
    destroy() {
      isWanted = false
      endPage()
      connection.stop('closed_by_app')
      sender.down()
      core.stopRenewal()
      core.stop()
      lists.stop()
      for (const one of sync.conversations) stop(one)
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
    const one = core.sync.find(id)
    if (one) setRead(one, read, gen)
  }
  return answer
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
  const { env, request, outbox, sender, tab } = core
  return {
    env,
    transmit: core.connection.send,
    // The schemas do not tie an entry's body to its kind; the server does.
    snapshot: (id) => request('getConversation', { params: { id } }) as Promise<LogSnapshot>,
    page: (id, before) =>
      request('listEvents', { params: { id }, query: { before, limit: PAGE_SIZE } }) as Promise<LogPage>,
    outbox: outbox.shown,
    me: core.actor,
    onApplied(conversationId, { n, e: { cmid, kind, ts } }) {
      const mine = outbox.shown.peek().find((entry) => entry.cmid === cmid && entry.phase !== 'kept')
      const isCancel = kind === 'cmid.cancel'
      if (mine?.cancel === isCancel) sender.ack({ cmid: mine.cmid, conversationId, n, ts, canceled: isCancel })
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
  return createHandle(one, core.commands, () => {
    if (isReleased) return
    isReleased = true
    if (--one.holders > 0) return
    core.sync.conversations.delete(one)
    one.transmit({ t: 'unsub' })
    stop(one)
  })
}

/** One request that outlives the page, with the first command of the outbox; the rest goes at the next visit (SYNC-70). */
function part({ sender, identity, http }: Core): void {
  const access = identity.peek()
  const frame = access && sender.parting()
  if (!frame) return
  const headers = { 'idempotency-key': frame['cmid'] as string }
  http.request('appendEvent', { body: frame }, { access, headers, keepalive: true }).catch(() => undefined)
}
