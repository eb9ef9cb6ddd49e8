import { ClientError, type Environment } from '@parley/client'
import type { Agent, EndpointTypes, WorkspaceId } from '@parley/protocol'
import { createModel, effect, type Signal, signal } from '@preact/signals'
import { createKeptSession, TABS } from '../offline/kept-session.ts'
import type { PublicApi, PublicRoute } from './public-api.ts'

export type Workspace = { id: WorkspaceId; name: string }
export type Session =
  | { phase: 'starting' }
  /** The server did not answer; `retry` asks again. */
  | { phase: 'unreachable' }
  /** `ended`: a session that stood was ended elsewhere (disabled, signed out everywhere, expired). */
  | { phase: 'signed_out'; why: 'ended' | null }
  /** `opened` counts: another number is another workbench. */
  | { phase: 'signed_in'; agent: Agent; workspace: Workspace; opened: number }

type SignedIn = EndpointTypes['signIn']['response']
type Known = { agent: Agent; workspace: Workspace }
type Opener = 'signIn' | 'setUp' | 'setPassword'

export const SessionModel = createModel((env: Environment, api: PublicApi) => {
  const session = signal<Session>({ phase: 'starting' })
  const kept = createKeptSession(env)
  let access: string | null = null
  let signOuts = 0
  const door = createDoor(session, kept)

  const channel = env.openChannel(TABS, () => void look())
  effect(() => () => channel?.close())

  function opened({ agent, workspace, ...answer }: SignedIn) {
    access = answer.access
    kept.keep({ agent, workspace })
    door.open({ agent, workspace })
  }

  function ended() {
    const had = session.peek()
    access = null
    // Somebody else may have signed in since: what is his stays.
    void kept.drop(had.phase === 'signed_in' ? had.agent.id : undefined)
    if (had.phase === 'signed_out') return
    session.value = { phase: 'signed_out', why: had.phase === 'signed_in' ? 'ended' : null }
  }

  /** A new access token by the cookie; null when the session is over. Throws `network` and the like. */
  const refresh = shared(async () => {
    try {
      return await env.lock(TABS, async () => {
        const before = signOuts
        const answer = await api('refreshSession')
        // Nobody comes in again by an answer that was under way as he left.
        if (signOuts === before) opened(answer)
        return access
      })
    } catch (error) {
      if (!(error instanceof ClientError) || error.status !== 401) throw error
      ended()
      return null
    }
  })

  /** What another tab did, or what a reload finds. */
  async function look() {
    try {
      await kept.leave(api)
      await refresh()
    } catch {
      // Somebody signed out here, in whichever tab: the server hears of it later.
      if (kept.isLeaving()) return ended()
      // No answer says nothing about the session: only somebody who has none yet must know.
      if (session.peek().phase === 'starting' && !door.recall()) session.value = { phase: 'unreachable' }
    }
  }

  async function open<N extends Opener>(name: N, body: EndpointTypes[N]['body']) {
    // In turn with a sign-out that the server has not heard of: it takes the cookie of whoever is there.
    await env.lock(TABS, async () => {
      opened((await api(name as PublicRoute, body)) as SignedIn)
      kept.setLeaving(false)
    })
    channel?.post('signed in')
  }

  return {
    session,
    /** Nobody waits for the server to see what he saw last. */
    start() {
      if (!kept.isLeaving()) door.recall()
      return look()
    },
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
    /** Somebody signs out: also if the tab is closed before {@link signOut} was reached. */
    leaving: () => kept.setLeaving(true),
    /** Ends this session here and there; tells the other tabs. */
    async signOut() {
      signOuts++
      session.value = { phase: 'signed_out', why: null }
      access = null
      await kept.forget(api)
      channel?.post('signed out')
    },
    /** The server ended the session (the client was refused). */
    ended,
  }
})
export type SessionModel = InstanceType<typeof SessionModel>

/** Who is signed in: as the server says, or until it has said so, as this browser kept it. */
function createDoor(session: Signal<Session>, kept: ReturnType<typeof createKeptSession>) {
  let openings = 0
  let guess: string | null = null
  const signIn = ({ agent, workspace }: Known) => {
    session.value = { phase: 'signed_in', agent, workspace, opened: ++openings }
  }
  return {
    open(known: Known) {
      const had = session.peek()
      // His role, or name, may be another since it was kept.
      const isAsKept = guess === null || guess === toText(known)
      guess = null
      const isSame = had.phase === 'signed_in' && had.agent.id === known.agent.id && had.agent.role === known.agent.role
      if (!isSame || !isAsKept) signIn(known)
    },
    /** Whoever was here last reads on; the server, once it has answered, shows whether his session still stands. */
    recall(): boolean {
      const known = kept.recall()
      if (known) {
        guess = toText(known)
        signIn(known)
      }
      return known !== null
    },
  }
}

const toText = ({ agent, workspace }: Known): string => JSON.stringify([agent, workspace])

/** The task, once for all who ask while it is under way. */
function shared<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  return () => {
    running ??= task().finally(() => {
      running = null
    })
    return running
  }
}
