import type { ConversationId, CreateKey } from '@parley/protocol'
import { computed, signal } from '@preact/signals-core'
import type { Upload, VisitorBase, VisitorHandle, VoiceDraft } from './api.ts'
import { asClientError } from './client-error.ts'
import { connect, rest, stop } from './connection/connection.ts'
import { type Core, createCore, type Role } from './core.ts'
import type { Environment } from './environment.ts'
import { withAccess } from './http/authorized.ts'
import { answerOf } from './http/http-client.ts'
import { followPage, wake } from './lifecycle.ts'
import type { OutboxEntry } from './outbox/entries.ts'
import { goDown, partingFrame } from './outbox/sender.ts'
import { type Conversation, createConversation, endConversation } from './sync/conversation.ts'
import { createHandle, newKey } from './sync/handle.ts'
import { become, gone, load } from './sync/loading.ts'
import { findConversation } from './sync/sync.ts'

/**
 * A client of one identity: one line to the server, live copies of what is open, and an outbox that outlives the page.
 * Nothing goes over the network before `start()` or the first call.
 */
export function createClientOf(url: string, role: Role, env: Environment): VisitorBase & { core: Core } {
  const core = createCore(url, role, env)
  const { connection, sync, outbox, sender, identity, actor, site, begun, storageLost } = core
  const unsent = computed(() => outbox.shown.value.filter(({ phase }) => phase === 'pending').length)
  let isWanted = false
  const endPage = followPage({
    ...{ env, connection },
    isWanted: () => isWanted,
    mayRest: () => !sync.lists && unsent.peek() === 0,
    onParting: () => part(core),
  })

  return {
    ...{ core, actor, site, begun, storageLost, unsent },
    connection: connection.state,
    start() {
      isWanted = true
      connect(connection)
    },
    call: core.request,
    open: (id) => hold(core, findConversation(sync, id) ?? begin(core, id, null)),
    openNew: (key = newKey(env) as CreateKey) =>
      hold(core, [...sync.conversations].find(({ createKey }) => createKey === key) ?? begin(core, null, key)),
    pendingNew: () => pendingNew(core),
    now: () => env.now() + core.aheadMs,
    persist: core.storage.persist,
    async isReturning() {
      await core.keep.ready
      return identity.actor() !== null
    },
    upload: (file, target, voice) => upload(core, file, { target, voice }),
    probe: () => isWanted && wake(connection),
    async forget() {
      isWanted = false
      rest(connection)
      for (const one of sync.conversations) gone(one)
      actor.value = null
      await Promise.all([identity.forget(), outbox.clear()])
    },
    destroy() {
      isWanted = false
      endPage()
      stop(connection, 'closed_by_app')
      goDown(sender)
      core.endLive()
      sync.lists?.stop()
      for (const one of sync.conversations) endConversation(one)
      sync.conversations.clear()
      outbox.close()
      core.storage.close()
    },
  }
}

async function pendingNew({ outbox }: Core): Promise<CreateKey[]> {
  await outbox.ready
  const entries = [...outbox.shown.peek()].sort((a, b) => a.seq - b.seq)
  // A conversation that was begun here is found by its key also when only later messages of it are unsent.
  const keyOf = ({ key, conversationId }: OutboxEntry) =>
    key ?? entries.find((other) => other.key && other.conversationId === conversationId)?.key
  const keys = entries.filter(({ phase }) => phase !== 'kept').map(keyOf)
  return [...new Set(keys)].filter((key) => key != null)
}

/** Few conversations carry files: the code that sends them is fetched with the first. */
function upload(
  { env, http, identity }: Core,
  file: Blob & { name?: string },
  { target, voice }: { target: Pick<VisitorHandle, 'id' | 'createKey'>; voice: VoiceDraft | undefined },
): Upload {
  const progress = signal(0)
  const abort = new AbortController()
  const conversationId = target.id.peek()
  const query = { ...(conversationId ? { conversationId } : { createKey: target.createKey }), ...voice }
  const done = import('./http/upload.ts')
    .then(({ sendFile }) =>
      sendFile({
        ...{ env, file, progress, answerOf, signal: abort.signal },
        url: http.address('uploadAttachment', { query }),
        withAccess: (task) => withAccess(identity, task),
      }),
    )
    .catch((error) => {
      throw asClientError(error)
    })
  // Whoever cancelled may not look at the outcome any more.
  done.catch(() => undefined)
  return { progress, done, cancel: () => abort.abort() }
}

function begin(core: Core, id: ConversationId | null, key: CreateKey | null): Conversation {
  const one = createConversation(core, id, key)
  core.sync.conversations.add(one)
  void load(one)
  const made = core.outbox.shown.peek().find((entry) => key && entry.key === key && entry.conversationId)
  if (made?.conversationId) become(one, made.conversationId)
  return one
}

function hold(core: Core, one: Conversation): VisitorHandle {
  one.holders++
  let isReleased = false
  return createHandle(one, () => {
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
  const body = access && partingFrame(sender)
  if (!body) return
  const headers = { 'idempotency-key': body['cmid'] as string }
  http.request('appendEvent', { body }, { access, headers, keepalive: true }).catch(() => undefined)
}
