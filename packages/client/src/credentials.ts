import type { Actor } from '@parley/protocol'
import type { Credentials } from './api.ts'
import { asClientError, ClientError } from './client-error.ts'
import type { Environment } from './environment.ts'
import type { Http } from './http/http-client.ts'
import type { Keep } from './keep.ts'
import { ACCESS_TOKEN_MS, RENEW_MS } from './times.ts'

/** Proof of who this client is, for the socket's first frame and for HTTP. Everything here throws {@link ClientError}. */
export type Identity = {
  /** Who the client will be taken for, as far as it is known before the server said so. */
  actor(): Actor | null
  /** What `hello` carries; makes the visitor at the first need. */
  hello(): Promise<{ token: string } | { access: string }>
  /** An access token for HTTP; a new one with `renew`. `unauthenticated` when there is none to be had. */
  access(renew?: boolean): Promise<string>
  /** The access token in memory, if any: for a page that is about to go. */
  peek(): string | null
  forget(): void
}

type Surroundings = { env: Environment; http: Http; keep: Keep }

export function createIdentity(credentials: Credentials, surroundings: Surroundings): Identity {
  return credentials.type === 'agent' ? agentIdentity(credentials) : visitorIdentity(credentials.siteKey, surroundings)
}

function agentIdentity({ agentId, access }: Extract<Credentials, { type: 'agent' }>): Identity {
  let latest: string | null = null
  const get = async (renew = false) => {
    latest = await access({ renew })
    if (!latest) throw new ClientError('unauthenticated', 401)
    return latest
  }
  return {
    actor: () => ({ type: 'agent', id: agentId }),
    hello: async () => ({ access: await get() }),
    access: get,
    peek: () => latest,
    forget() {
      latest = null
    },
  }
}

/** The stored token goes to two doors only: `hello` and the exchange for an access token (SYNC-81). */
function visitorIdentity(siteKey: string, { env, http, keep }: Surroundings): Identity {
  let access: { token: string; at: number } | null = null
  let under: Promise<string> | null = null
  // The age is measured here: the server's `expiresAt` means nothing to a clock that is days off (R22).
  const fresh = () => (access && env.now() - access.at < ACCESS_TOKEN_MS - RENEW_MS ? access.token : null)
  const take = (answer: { access: string }) => {
    access = { token: answer.access, at: env.now() }
    return answer.access
  }

  // One tab makes the visitor; the others find the token it kept.
  const create = () =>
    env.lock(`parley:${siteKey}`, async () => {
      if (keep.read().token) return
      const made = await http.request('createVisitor', { body: { siteKey } })
      keep.write({ token: made.token, visitorId: made.visitorId })
      take(made)
    })

  const exchange = async (): Promise<string> => {
    const { token } = keep.read()
    if (!token) {
      await create()
      return fresh() ?? exchange()
    }
    try {
      return take(await http.request('exchangeVisitorToken', { body: { token } }))
    } catch (error) {
      if (asClientError(error).code !== 'token_invalid') throw error
      // The identity is gone for good: whoever comes now is a new visitor (SYNC-69).
      if (keep.read().token === token) keep.clear()
      return exchange()
    }
  }

  return {
    actor() {
      const { visitorId } = keep.read()
      return visitorId ? { type: 'visitor', id: visitorId } : null
    },
    async hello() {
      if (!keep.read().token) await create()
      return { token: keep.read().token ?? '' }
    },
    async access(renew = false) {
      const known = renew ? null : fresh()
      if (known) return known
      under ??= exchange().finally(() => {
        under = null
      })
      return under
    },
    peek: fresh,
    forget() {
      access = null
      keep.clear()
    },
  }
}
