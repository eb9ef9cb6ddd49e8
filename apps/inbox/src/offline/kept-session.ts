import { ClientError, type Environment } from '@parley/client'
import type { AgentId, EndpointTypes } from '@parley/protocol'
import type { PublicApi } from '../models/public-api.ts'
import { copiesName, dropCopies } from './copies.ts'

/** Who was signed in when the server answered last. Proves nothing to anybody: it says whose copies may be read. */
type KeptSession = Pick<EndpointTypes['signIn']['response'], 'agent' | 'workspace'> & { at: number }
type Env = Pick<Environment, 'storage' | 'indexedDB' | 'now' | 'lock' | 'setTimeout' | 'clearTimeout'>

/** Tabs of one browser take turns with the one refresh cookie, and hear of each other's sign-ins and sign-outs. */
export const TABS = 'parley-inbox-session'

const KEY = 'parley-inbox:session'
const LEAVING = 'parley-inbox:leaving'
/** So long what is kept may be read without the server having said that the session still stands. */
const READABLE_MS = 7 * 24 * 3_600_000
/** So long a sign-out keeps sign-ins waiting. */
const LEAVE_MS = 10_000

/** The person whom this browser may show copies to while the server is away. */
export function createKeptSession(env: Env) {
  function readText(key: string): string | null {
    try {
      return env.storage()?.getItem(key) ?? null
    } catch {
      return null // storage that is blocked
    }
  }
  function writeText(key: string, text: string | null): void {
    try {
      if (text === null) env.storage()?.removeItem(key)
      else env.storage()?.setItem(key, text)
    } catch {
      return // then the inbox needs its server
    }
  }
  function read(): KeptSession | null {
    try {
      return JSON.parse(readText(KEY) ?? 'null')
    } catch {
      return null // nonsense
    }
  }
  const write = (kept: KeptSession | null) => writeText(KEY, kept && JSON.stringify(kept))
  /** Whoever it was, his copies go; with `agentId`, only if it was he. */
  async function drop(agentId?: AgentId): Promise<void> {
    const kept = read()
    if (agentId && kept && kept.agent.id !== agentId) return
    write(null)
    if (kept) await dropCopies(env, copiesName(kept.workspace.id, kept.agent.id))
  }

  const isLeaving = () => readText(LEAVING) !== null
  const setLeaving = (isDue: boolean) => writeText(LEAVING, isDue ? '1' : null)

  /** Tells the server of a sign-out that it has not heard of: nobody may come in by the cookie that is left. */
  function leave(api: PublicApi): Promise<void> {
    return env.lock(TABS, async () => {
      if (!isLeaving()) return // it heard, or somebody signed in
      await soon(env, api('signOut'))
      setLeaving(false)
    })
  }

  return {
    /** The server has just said so. */
    keep({ agent, workspace }: Pick<KeptSession, 'agent' | 'workspace'>) {
      const had = read()
      if (had && had.agent.id !== agent.id) void drop()
      write({ agent, workspace, at: env.now() })
    },
    /** Null when there is none, or when the server has not been asked for too long. */
    recall(): Pick<KeptSession, 'agent' | 'workspace'> | null {
      const kept = read()
      if (!kept || env.now() - kept.at >= READABLE_MS) return null
      return { agent: kept.agent, workspace: kept.workspace }
    },
    drop,
    /** Whether somebody signed out whom the server still takes for signed in. */
    isLeaving,
    setLeaving,
    leave,
    /** Signs out; where the server does not hear of it, the next start tells it. */
    async forget(api: PublicApi) {
      setLeaving(true)
      await drop()
      await leave(api).catch(() => undefined)
    },
  }
}

/** As `task`, or no answer after a while: others wait for their turn. */
async function soon(env: Env, task: Promise<unknown>): Promise<void> {
  let timer: unknown = null
  const late = new Promise((_, fail) => {
    timer = env.setTimeout(() => fail(new ClientError('network', 0)), LEAVE_MS)
  })
  try {
    await Promise.race([task, late])
  } finally {
    env.clearTimeout(timer)
  }
}
