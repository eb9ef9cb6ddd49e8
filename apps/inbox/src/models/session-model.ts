import { ClientError, type Environment } from '@parley/client'
import type { Agent, EndpointTypes, WorkspaceId } from '@parley/protocol'
import { createModel, effect, signal } from '@preact/signals'
import type { PublicApi, PublicRoute } from './public-api.ts'

export type Workspace = { id: WorkspaceId; name: string }
export type Session =
  | { phase: 'starting' }
  /** The server did not answer; `retry` asks again. */
  | { phase: 'unreachable' }
  /** `ended`: a session that stood was ended elsewhere (disabled, signed out everywhere, expired). */
  | { phase: 'signed_out'; why: 'ended' | null }
  | { phase: 'signed_in'; agent: Agent; workspace: Workspace }

type SignedIn = EndpointTypes['signIn']['response']
type Opener = 'signIn' | 'setUp' | 'setPassword'

/** Tabs of one browser take turns with the one refresh cookie, and hear of each other's sign-ins and sign-outs. */
const TABS = 'parley-inbox-session'

export const SessionModel = createModel((env: Environment, api: PublicApi) => {
  const session = signal<Session>({ phase: 'starting' })
  let access: string | null = null
  let refreshing: Promise<string | null> | null = null

  const channel = env.openChannel(TABS, () => void look())
  effect(() => () => channel?.close())

  function opened(answer: SignedIn) {
    access = answer.access
    const { agent, workspace } = answer
    const had = session.peek()
    if (had.phase === 'signed_in' && had.agent.id === agent.id) return
    session.value = { phase: 'signed_in', agent, workspace }
  }

  function ended() {
    const had = session.peek()
    access = null
    if (had.phase === 'signed_out') return
    session.value = { phase: 'signed_out', why: had.phase === 'signed_in' ? 'ended' : null }
  }

  /** A new access token by the cookie; null when the session is over. Throws `network` and the like. */
  function refresh(): Promise<string | null> {
    refreshing ??= env
      .lock(TABS, async () => {
        opened(await api('refreshSession'))
        return access
      })
      .catch((error: unknown) => {
        if (!(error instanceof ClientError) || error.status !== 401) throw error
        ended()
        return null
      })
      .finally(() => {
        refreshing = null
      })
    return refreshing
  }

  /** What another tab did, or what a reload finds. */
  async function look() {
    try {
      await refresh()
    } catch {
      // No answer says nothing about the session: only somebody who has none yet must know.
      if (session.peek().phase === 'starting') session.value = { phase: 'unreachable' }
    }
  }

  async function open<N extends Opener>(name: N, body: EndpointTypes[N]['body']) {
    opened((await api(name as PublicRoute, body)) as SignedIn)
    channel?.post('signed in')
  }

  return {
    session,
    start: look,
    retry() {
      session.value = { phase: 'starting' }
      void look()
    },
    /** Signs in with a password or a one-time link. Throws ClientError. */
    open,
    /** For the client: the present token, or a new one; null once signed out. */
    access: (options: { renew: boolean }): Promise<string | null> =>
      access !== null && !options.renew ? Promise.resolve(access) : refresh(),
    /** The own profile changed. */
    update(agent: Agent) {
      const had = session.peek()
      if (had.phase === 'signed_in') session.value = { ...had, agent }
    },
    /** Ends this session here and there; tells the other tabs. */
    async signOut() {
      session.value = { phase: 'signed_out', why: null }
      access = null
      await api('signOut').catch(() => undefined)
      channel?.post('signed out')
    },
    /** The server ended the session (the client was refused). */
    ended,
  }
})
export type SessionModel = InstanceType<typeof SessionModel>
