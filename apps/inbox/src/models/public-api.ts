import { ClientError, type ClientErrorCode } from '@parley/client'
import type { EndpointTypes } from '@parley/protocol'
import { ROUTES } from '@parley/protocol/constants'

type Fetch = (url: string, init: RequestInit) => Promise<Response>
/** What can be asked before anybody is signed in. */
export type PublicRoute =
  | 'getSetup'
  | 'setUp'
  | 'signIn'
  | 'refreshSession'
  | 'signOut'
  | 'checkPasswordLink'
  | 'setPassword'
export type PublicApi = <N extends PublicRoute>(
  name: N,
  body?: EndpointTypes[N]['body'],
) => Promise<EndpointTypes[N]['response']>

/** Requests without an access token, with the cookies of the inbox. Throws ClientError. */
export function createPublicApi(fetch: Fetch, origin: string): PublicApi {
  return async (name, body) => {
    const { method, path } = ROUTES[name]
    const response = await fetch(origin + path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new ClientError('network', 0, { cause: error })
    })
    const text = await response.text()
    if (response.ok) return text === '' ? undefined : JSON.parse(text)
    throw problemOf(response, text)
  }
}

/** A proxy's error page is no problem document; its status speaks for it. */
function problemOf(response: Response, text: string): ClientError {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false
  const problem = isProblem
    ? (JSON.parse(text) as { code?: ClientErrorCode; detail?: string; retryAfterMs?: number })
    : {}
  const seconds = Number(response.headers.get('retry-after'))
  return new ClientError(problem.code ?? 'internal_error', response.status, {
    detail: problem.detail,
    retryAfterMs: problem.retryAfterMs ?? (seconds > 0 ? seconds * 1000 : undefined),
  })
}
