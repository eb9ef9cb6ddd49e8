import type { Environment } from '../environment.ts'
import { RENEW_MS } from '../times.ts'

type Renewal = {
  env: Environment
  access(renew: boolean): Promise<string>
  /** Shows the new token on the live socket. */
  show(access: string): void
}

/**
 * Renews an agent's token a minute before it ends, on the live socket (SYNC-82). The server's clock counts: `serverNow`
 * is its time now. Returns what stops it.
 */
export function keepRenewed({ env, access, show }: Renewal, serverNow: string): () => void {
  let timer: unknown
  let over = false
  const startedAt = env.now()
  const arm = (token: string) => {
    const serverMs = Date.parse(serverNow) + env.now() - startedAt
    timer = env.setTimeout(() => void renew(), Math.max(1_000, expiryOf(token) - serverMs - RENEW_MS))
  }
  const renew = async () => {
    try {
      const token = await access(true)
      if (over) return
      show(token)
      arm(token)
    } catch {
      // The socket will be closed with 4401, and that is answered by signing out or by another try.
      over = true
    }
  }
  access(false).then(
    (token) => over || arm(token),
    () => undefined,
  )
  return () => {
    over = true
    env.clearTimeout(timer)
  }
}

/** When a JWT ends, in milliseconds of the server's clock. */
function expiryOf(token: string): number {
  const [, payload = ''] = token.split('.')
  return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))).exp * 1000
}
