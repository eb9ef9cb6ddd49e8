import type { Environment } from '@parley/client'
import type { EndpointTypes } from '@parley/protocol'
import type { PublicApi } from '../models/public-api.ts'
import { copiesName, dropCopies } from './copies.ts'

/** Who was signed in when the server answered last. Proves nothing to anybody: it says whose copies may be read. */
type KeptSession = Pick<EndpointTypes['signIn']['response'], 'agent' | 'workspace'> & { at: number }
type Env = Pick<Environment, 'storage' | 'indexedDB' | 'now'>

const KEY = 'parley-inbox:session'
const LEAVING = 'parley-inbox:leaving'
/** So long what is kept may be read without the server having said that the session still stands. */
const READABLE_MS = 7 * 24 * 3_600_000

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
  /** Whoever it was, his copies go. */
  async function drop(): Promise<void> {
    const kept = read()
    write(null)
    if (kept) await dropCopies(env, copiesName(kept.workspace.id, kept.agent.id))
  }

  const isLeaving = () => readText(LEAVING) !== null
  const setLeaving = (isDue: boolean) => writeText(LEAVING, isDue ? '1' : null)

  /** Tells the server of a sign-out that it has not heard of: nobody may come in by the cookie that is left. */
  async function leave(api: PublicApi): Promise<void> {
    if (!isLeaving()) return
    await api('signOut')
    setLeaving(false)
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
