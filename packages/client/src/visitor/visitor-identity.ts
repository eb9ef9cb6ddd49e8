import { asClientError } from '../client-error.ts'
import type { Environment } from '../environment.ts'
import type { Http } from '../http/http-client.ts'
import type { Identity } from '../identity.ts'
import type { Keep } from '../storage/keep.ts'
import { ACCESS_TOKEN_MS, RENEW_MS } from '../times.ts'

type Surroundings = { env: Environment; http: Http; keep: Keep }

/** The stored token goes to two doors only: `hello` and the exchange for an access token (SYNC-81). */
export function visitorIdentity(siteKey: string, { env, http, keep }: Surroundings): Identity {
  let access: { token: string; at: number } | null = null
  /** Makes verified access tokens while a signature is good; never stored (SYNC-84). */
  let grant: string | undefined
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
      await keep.change((kept) => kept)
      if (keep.read().token) return
      const make = () => http.request('createVisitor', { body: { siteKey } })
      const { token, visitorId, ...made } = await make().catch(async (error) => {
        if (asClientError(error).status) throw error
        const { again } = await import('./refusal.ts')
        return again(env, http.address('createVisitor', {}).replace(/visitors$/, 'sites/-/settings'), make)
      })
      await keep.change((kept) => (kept.token ? kept : { ...kept, token, visitorId }))
      // Without locks another tab may have been first; then this visitor is nobody.
      if (keep.read().token === token) take(made)
    })

  const exchange = async (): Promise<string> => {
    await keep.ready
    const { token } = keep.read()
    if (!token) {
      await create()
      return fresh() ?? exchange()
    }
    try {
      return take(await http.request('exchangeVisitorToken', { body: { token, grant } }))
    } catch (error) {
      const { code } = asClientError(error)
      if (code === 'identity_expired' && grant) {
        grant = undefined
        return exchange()
      }
      if (code !== 'token_invalid') throw error
      // The identity is gone for good: whoever comes now is a new visitor (SYNC-69). It may be the store that was set
      // back before his first visit: by its epoch he notices, and says again what it lost (R31).
      await keep.change((kept) => (kept.token === token ? { ...(kept.epoch && { epoch: kept.epoch }) } : kept))
      return exchange()
    }
  }

  async function get(renew = false): Promise<string> {
    const known = renew ? null : fresh()
    if (known) return known
    under ??= exchange().finally(() => {
      under = null
    })
    return under
  }

  return {
    actor() {
      const { visitorId } = keep.read()
      return visitorId ? { type: 'visitor', id: visitorId } : null
    },
    async hello() {
      if (grant) return { access: await get() }
      if (!keep.read().token) await create()
      return { token: keep.read().token ?? '' }
    },
    access: get,
    peek: fresh,
    adopt(answer) {
      take(answer)
      grant = answer.signed?.grant
      const { token, visitorId } = answer
      return keep.change((kept) => ({ ...kept, visitorId, ...(token && { token }) }))
    },
    forget() {
      access = null
      grant = undefined
      return keep.change(() => ({}))
    },
  }
}
