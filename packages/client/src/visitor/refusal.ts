import type { ClientError } from '../client-error.ts'
import type { Environment } from '../environment.ts'

/** So often the server has to be there, and its answer unreadable, before this is taken for a refusal. */
const ROUNDS = 2
/** Of a server, or of what stands before it. */
const LOWEST_OF_TROUBLE = 500

/**
 * Does once more what failed without an answer, where the server is there. A page whose origin is not on the site's list may
 * read no answer (S1), which to a script looks as if there were no network: `readable`, what the API answers to every page,
 * tells the one from the other; a proxy before it that is in trouble does not. Throws what `task` does, or that failure as
 * `origin_not_allowed`.
 */
export async function again<T>(env: Environment, readable: string, task: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    const { status: said } = await env.fetch(readable, { cache: 'no-store' })
    if (said >= LOWEST_OF_TROUBLE) throw new TypeError('the server is not there')
    try {
      return await task()
    } catch (error) {
      const { status } = error as ClientError // as all that requests throw
      if (status === 0 && round === ROUNDS) throw Object.assign(error as ClientError, REFUSED)
      if (status !== 0) throw error
    }
  }
}

const REFUSED = { code: 'origin_not_allowed', status: 403 }
