import type { ContactId, EndpointTypes, MessageMetadata } from '@parley/protocol'
import type { ROUTES } from '@parley/protocol/constants'
import type { Signal } from '@preact/signals-core'
import { keepRenewed } from '../agent/renewal.ts'
import type { asClientError } from '../client-error.ts'
import type { connect, rest, transmit } from '../connection/connection.ts'
import type { Core } from '../core.ts'
import type { gone } from '../sync/loading.ts'
import { IDENTITY_MS } from '../times.ts'
import { createLending } from './lending.ts'
import type { Person, TokenProvider } from './person-api.ts'

/** Routes that only pages with something to tell call: they come with this module. */
const PERSON_ROUTES = {
  trackVisitor: { method: 'POST', path: '/api/v1/visitors/me/activity', caller: 'visitor' },
  describeConversation: { method: 'PATCH', path: '/api/v1/conversations/:id/details', caller: 'visitor' },
  resumeConversation: { method: 'POST', path: '/api/v1/visitors/me/resume', caller: 'visitor' },
  getOwnData: { method: 'GET', path: '/api/v1/visitors/me/data', caller: 'visitor' },
  listOwnMetadata: { method: 'GET', path: '/api/v1/visitors/me/data/:id/metadata', caller: 'visitor' },
  eraseOwnData: { method: 'DELETE', path: '/api/v1/visitors/me/data', caller: 'visitor' },
  endVisitor: { method: 'POST', path: '/api/v1/visitors/me/end', caller: 'visitor' },
} as const satisfies Partial<typeof ROUTES>

type Metadata = EndpointTypes['listOwnMetadata']['response']
type Activity = EndpointTypes['trackVisitor']['body']

/** So long before the end of a signature's hour the next one is asked for, in milliseconds. */
const AHEAD_MS = 5 * 60_000
/** What happens within so many milliseconds travels in one request, with at most so many of a kind. */
const TOGETHER_MS = 5_000
const MOST = 20

/**
 * What of the client this module works with, handed in: imported, it would be cut out of the messenger into a request of
 * its own.
 */
export type Line = {
  connect: typeof connect
  rest: typeof rest
  transmit: typeof transmit
  gone: typeof gone
  asClientError: typeof asClientError
}

export function createPerson(core: Core, session: Signal<number>, line: Line): Person {
  const { env, keep, identity, connection, role } = core
  Object.assign(core.http.routes, PERSON_ROUTES)
  let provider: TokenProvider | null = null
  let timer: unknown
  /** The subject that is identified now; null: nobody is. */
  let subject: string | null = null
  let grant: string | undefined
  const channel = env.openChannel(`parley:${role.name}:logout`, () => void forget())
  const activity = createActivity(core)

  role.onLive = (_core, { now }) => (subject === null ? () => undefined : renewed(core, line, now))

  async function forget(): Promise<void> {
    env.clearTimeout(timer)
    subject = null
    grant = undefined
    provider = null
    line.rest(connection)
    core.actor.value = null
    await Promise.all([identity.forget(), dropLocal(core, line)])
    session.value++
  }

  function renewLater(): void {
    env.clearTimeout(timer)
    timer = env.setTimeout(() => void renew().catch(() => undefined), IDENTITY_MS - AHEAD_MS)
  }

  /** Without a provider the hour ends as it must, and the history closes. */
  async function renew(): Promise<void> {
    const token = await provider?.()
    if (token) await identify(token)
  }

  async function identify(token: string): Promise<{ contactId: ContactId; isOther: boolean }> {
    await keep.ready
    const who = subjectOf(token)
    const isRenewal = who === subject
    const wasLive = connection.state.peek().phase !== 'idle'
    // Nothing may go out for somebody while he becomes somebody else.
    if (!isRenewal) line.rest(connection)
    try {
      const { answer, isOther } = await enter(core, line, token)
      if (isOther) await dropLocal(core, line)
      await identity.adopt?.(answer)
      subject = who
      grant = answer.signed?.grant
      renewLater()
      if (!isRenewal) {
        core.actor.value = identity.actor()
        session.value++
      }
      activity.flush()
      return { contactId: answer.signed?.contactId as ContactId, isOther } // a door that took an identity says whose it is
    } finally {
      if (wasLive) line.connect(connection)
    }
  }

  return {
    identify,
    async setTokenProvider(next) {
      provider = next
      if (subject === null) await renew()
    },
    ...createLending(core, session, { grantOf: () => grant, drop: () => dropLocal(core, line), ...line }),
    ...telling(core, activity),
    ...leaving(core, line, { forget, tell: () => channel?.post('logout') }),
    end() {
      env.clearTimeout(timer)
      activity.end()
      channel?.close()
    },
  }
}

/** The person is before the screen no more, here and, by `tell`, in the other tabs. */
function leaving(
  { keep, request, connection, identity }: Core,
  line: Line,
  { forget, tell }: { forget(): Promise<void>; tell(): void },
): Pick<Person, 'erase' | 'logout'> {
  const leave = async () => {
    await forget()
    tell()
  }
  return {
    async erase() {
      const wasLive = connection.state.peek().phase !== 'idle'
      // The server ends his line before it answers: whoever comes back from that without an identity is made anew.
      line.rest(connection)
      identity.era = {}
      try {
        // So much at a time.
        while (!(await request('eraseOwnData', {})).done);
      } catch (error) {
        if (wasLive) line.connect(connection)
        throw error
      }
      await leave()
    },
    async logout() {
      await keep.ready
      line.rest(connection) // as above
      identity.era = {}
      if (keep.read().token) await request('endVisitor', {}).catch(() => undefined) // what is kept goes in any case
      await leave()
    },
  }
}

type Activities = ReturnType<typeof createActivity>

function telling(
  { request }: Core,
  { add }: Activities,
): Pick<Person, 'data' | 'metadata' | 'describe' | 'describeConversation' | 'resume' | 'track' | 'page'> {
  return {
    track: (name, props = {}) => add('events', { name, props }),
    page: (page) => add('pages', page),
    resume: (token) => request('resumeConversation', { body: { token } }),
    data: () => request('getOwnData', {}),
    async metadata(id) {
      const all = new Map<string, MessageMetadata>()
      for (let after: number | null = 0; after !== null; ) {
        const query: { after: string } = { after: String(after) }
        const { said, next }: Metadata = await request('listOwnMetadata', { params: { id }, query })
        for (const { messageId, metadata } of said) all.set(messageId, metadata)
        after = next
      }
      return all
    },
    async describe(body) {
      await request('updateVisitor', { body })
    },
    async describeConversation(id, body) {
      await request('describeConversation', { params: { id }, body })
    },
  }
}

/** Shows a new access token on the live socket before the old one ends. */
function renewed({ env, identity, connection }: Core, { transmit }: Line, now: string): () => void {
  return keepRenewed(
    { env, access: identity.access, show: (access) => transmit(connection, { t: 'auth', access }) },
    now,
  )
}

async function dropLocal({ sync, outbox }: Core, { gone }: Line): Promise<void> {
  for (const one of sync.conversations) gone(one)
  await outbox.clear()
}

/** Asks the door that fits: with the stored token its conversations come along (SYNC-86). */
async function enter({ keep, http, role }: Core, { asClientError }: Line, identity: string) {
  const { token } = keep.read()
  if (token) {
    try {
      const answer = await http.request('exchangeVisitorToken', { body: { token, identity } })
      return { answer, isOther: Boolean(answer.token && !answer.predecessorId) }
    } catch (error) {
      // The stored token is gone for good; the signature was not looked at, and is good for the other door.
      if (asClientError(error).code !== 'token_invalid') throw error
    }
  }
  const answer = await http.request('createVisitor', { body: { siteKey: role.name, identity } })
  return { answer, isOther: Boolean(token) }
}

type Happening = { events: Omit<Activity['events'][number], 'agoMs'>; pages: Omit<Activity['pages'][number], 'agoMs'> }

/** What happens on the page, gathered: few requests, and none for somebody who was never here (N86). */
function createActivity({ env, keep, request }: Core) {
  let waiting: { kind: keyof Happening; what: object; at: number }[] = []
  let timer: unknown = null

  function flush(keepalive = false): void {
    env.clearTimeout(timer)
    timer = null
    if (waiting.length === 0 || !keep.read().token) return
    const now = env.now()
    const of = (kind: keyof Happening) =>
      waiting.filter((one) => one.kind === kind).map(({ what, at }) => ({ ...what, agoMs: Math.max(0, now - at) }))
    const body = { events: of('events'), pages: of('pages') }
    waiting = []
    request('trackVisitor', { body }, { keepalive }).catch(() => undefined) // a timeline may miss a moment
  }

  const unlisten = env.on('pagehide', () => flush(true))
  return {
    flush,
    add<K extends keyof Happening>(kind: K, what: Happening[K]): void {
      const others = waiting.filter((one) => one.kind !== kind)
      const same = waiting.filter((one) => one.kind === kind).slice(1 - MOST)
      waiting = [...others, ...same, { kind, what, at: env.now() }]
      timer ??= env.setTimeout(() => flush(), TOGETHER_MS)
    },
    end() {
      env.clearTimeout(timer)
      unlisten()
    },
  }
}

/** The person a token speaks of, as it says; the server judges whether that is true. */
function subjectOf(token: string): string | null {
  try {
    const [, payload = ''] = token.split('.')
    return String(JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))).sub)
  } catch {
    return null // what is no token is refused by the server, with a reason
  }
}
