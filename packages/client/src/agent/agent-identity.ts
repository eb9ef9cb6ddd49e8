import type { Credentials } from '../api.ts'
import { ClientError } from '../client-error.ts'
import type { Identity } from '../identity.ts'

/** An agent's proof is the access token that the application around the client holds and renews. */
export function agentIdentity({ agentId, access }: Extract<Credentials, { type: 'agent' }>): Identity {
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
    async forget() {
      latest = null
    },
  }
}
