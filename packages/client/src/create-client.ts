import type { CreateKey, EndpointTypes, RouteName } from '@parley/protocol'
import { ROUTES } from '@parley/protocol/constants'
import { agentIdentity } from './agent/agent-identity.ts'
import { keepRenewed } from './agent/renewal.ts'
import type { BegunWith, CallInput, Client, ConversationHandle, Credentials, VisitorHandle } from './api.ts'
import { createClientOf } from './client.ts'
import { transmit } from './connection/connection.ts'
import { answerByCopies, type Copies } from './copies.ts'
import type { Core, Role } from './core.ts'
import { createEnvironment, type Environment } from './environment.ts'
import type { Outbox } from './outbox/outbox.ts'
import { createOutcomes } from './outbox/outcomes.ts'
import { setRead } from './sync/conversation.ts'
import { createLists } from './sync/lists.ts'
import { findConversation } from './sync/sync.ts'
import { createViewers } from './sync/viewers.ts'
import { wholeFold } from './sync/whole-fold.ts'
import { wholeTyping } from './sync/whole-typing.ts'
import { visitorRole } from './visitor/visitor-client.ts'

export type ClientOptions = {
  /** Origin of the server, without a path: `https://chat.example.com`. */
  url: string
  credentials: Credentials
  /** For tests; the page or process around the client when absent. */
  environment?: Environment
  /** Answers that outlive the page, for when the server cannot be reached. None when absent. */
  copies?: Copies
}

/** A client of either kind, with every route and with lists. The widget takes `@parley/client/visitor`, which is smaller. */
export function createClient({ url, credentials, environment = createEnvironment(), copies }: ClientOptions): Client {
  const role = credentials.type === 'agent' ? agentRole(credentials) : visitorRole(credentials.siteKey)
  const outcomes = createOutcomes(environment)
  // Told once there is a line.
  const viewers = createViewers(environment, (frame) => core.sync.transmit(frame), wholeTyping)
  const { core, ...client } = createClientOf(
    url,
    { ...role, begin: wholeFold.begin, routes: ROUTES, typing: viewers.typing, onSettled: outcomes.settle },
    environment,
  )
  const endCopies = copies && answerByCopies(core, copies)
  const begunWith = sayWithWhom(core.outbox)
  const lists = core.sync.lists ?? createLists(environment, core.sync.transmit)
  const commanding = (handle: VisitorHandle): ConversationHandle => ({
    ...handle,
    // As `wholeFold` and `wholeTyping` make them.
    fold: handle.fold as ConversationHandle['fold'],
    typing: handle.typing as ConversationHandle['typing'],
    viewers: viewers.of(handle.typing),
    look: () => viewers.look(handle.typing, handle.id),
    command: (kind, body) => outcomes.of(handle.send(kind, body)),
  })
  return {
    ...client,
    open: (id) => commanding(client.open(id)),
    openNew(key, to) {
      const handle = client.openNew(key)
      if (to && handle.createKey) begunWith.set(handle.createKey, to)
      return commanding(handle)
    },
    list: lists.open,
    onNotices: lists.onNotices,
    onPresence: lists.onPresence,
    onOwn: lists.onOwn,
    call: (name, input) => call(core, name, input),
    destroy() {
      endCopies?.()
      client.destroy()
      outcomes.stop()
    },
  }
}

/** Whatever an agent says before the first acknowledgement says too with whom he begins; a visitor's client does without. */
function sayWithWhom(outbox: Outbox): Map<CreateKey, BegunWith> {
  const begunWith = new Map<CreateKey, BegunWith>()
  const { add } = outbox
  /** What is left of an earlier page says it itself. */
  const knownOf = (key: CreateKey) => outbox.shown.peek().find((entry) => entry.key === key)?.to
  outbox.add = (entry) => add({ ...entry, ...(entry.key && { to: begunWith.get(entry.key) ?? knownOf(entry.key) }) })
  return begunWith
}

/** A command over HTTP names itself in the header too (SYNC-73). */
function headersOf(name: RouteName, input: unknown) {
  if (name !== 'appendEvent') return {}
  const { cmid } = (input as CallInput<'appendEvent'>).body
  return { headers: { 'idempotency-key': cmid } }
}

async function call<N extends RouteName>(
  core: Core,
  name: N,
  input: CallInput<N>,
): Promise<EndpointTypes[N]['response']> {
  const answer = await core.request(name, input, headersOf(name, input))
  if (name === 'markUnread') {
    // The open copy learns that the watermark went back, and that a later `read` needs the new `gen` (I32).
    const { id } = (input as unknown as CallInput<'markUnread'>).params
    const { read, gen } = answer as EndpointTypes['markUnread']['response']
    const one = findConversation(core.sync, id)
    if (one) setRead(one, read, gen)
  }
  return answer
}

function agentRole(credentials: Extract<Credentials, { type: 'agent' }>): Role {
  return {
    name: credentials.agentId,
    routes: ROUTES,
    ...wholeFold,
    identity: () => agentIdentity(credentials),
    lists: createLists,
    onLive: ({ env, identity, connection }, welcome) =>
      keepRenewed(
        { env, access: identity.access, show: (access) => transmit(connection, { t: 'auth', access }) },
        welcome.now,
      ),
  }
}
