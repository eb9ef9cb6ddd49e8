import type { EndpointTypes } from '@parley/protocol'
import type { RouteName } from '@parley/protocol/constants'
import { asClientError } from '../client-error.ts'
import type { Identity } from '../identity.ts'
import type { Http, RequestInput, RequestOptions } from './http-client.ts'

export type Authorized = <N extends RouteName>(
  name: N,
  input: RequestInput,
  options?: RequestOptions,
) => Promise<EndpointTypes[N]['response']>

/**
 * Runs `task` with an access token, and once more with a new one when the server refuses the first: unless who it was for
 * is let go meanwhile, since a new token would be somebody else's.
 */
export async function withAccess<T>(identity: Identity, task: (access: string) => Promise<T>): Promise<T> {
  const access = await identity.access()
  const { era } = identity
  try {
    return await task(access)
  } catch (error) {
    if (asClientError(error).status !== 401 || era !== identity.era) throw error
    return task(await identity.access(true))
  }
}

/** Requests as whoever the client speaks for; routes that take no token get none. */
export function createAuthorized(http: Http, identity: Identity): Authorized {
  return (name, input, options) =>
    /visitor|agent|participant/.test(http.routes[name]?.caller ?? 'visitor')
      ? withAccess(identity, (access) => http.request(name, input, { ...options, access }))
      : http.request(name, input, options)
}
