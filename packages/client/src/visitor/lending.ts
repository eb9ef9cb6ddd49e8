import type { Signal } from '@preact/signals-core'
import type { Core } from '../core.ts'
import type { Lent, Person } from './person-api.ts'

type Deps = { grantOf(): string | undefined; drop(): Promise<void>; rest(connection: Core['connection']): void }

/** The same visitor in two windows of different origins: by a token that goes from one to the other, never by an address. */
export function createLending(
  core: Core,
  session: Signal<number>,
  { grantOf, drop, rest }: Deps,
): Pick<Person, 'lend' | 'borrow'> {
  const { keep, identity } = core
  return {
    async lend() {
      await keep.ready
      if (!keep.read().token) await identity.access()
      const grant = grantOf()
      return { token: keep.read().token ?? '', ...(grant && { grant }) }
    },
    async borrow(lent) {
      await keep.ready
      rest(core.connection)
      await identity.adopt?.(await entered(core, lent))
      await drop()
      core.actor.value = identity.actor()
      session.value++
    },
  }
}

/** What the door gives for what was lent; a signature whose hour is over opens nothing any more. */
async function entered({ http }: Core, { token, grant }: Lent) {
  const verified = grant && (await http.request('exchangeVisitorToken', { body: { token, grant } }).catch(() => null))
  if (!verified) return { ...(await http.request('exchangeVisitorToken', { body: { token } })), token }
  const { visitorId, access, expiresAt, contactId } = verified
  const signed = contactId && { contactId, grant, until: expiresAt } // its end is the server's to say, at each use
  return { visitorId, access, token, ...(signed && { signed }) }
}
