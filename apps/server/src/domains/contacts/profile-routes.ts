import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { ContactList } from './list.ts'
import { toProfile } from './profile.ts'
import type { ProfileActions } from './profile-actions.ts'
import type { Whole } from './whole.ts'

type Deps = { profiles: ProfileActions; list: ContactList; whole: Whole }

export function addProfileRoutes(scopes: Scopes, { profiles, list, whole }: Deps): void {
  handle(scopes, ENDPOINTS.listContacts, async ({ principal, query }) => {
    const { records, ...page } = await list(principal.workspaceId, query)
    return { contacts: records.map(toProfile), ...page }
  })
  handle(scopes, ENDPOINTS.createContact, ({ principal, body }) => profiles.create(principal, body))
  handle(scopes, ENDPOINTS.getContact, async ({ principal, params }) => {
    const person = await whole.whole(principal, params.id)
    return { ...person, visitors: person.visitors.map((visitor) => visitor.wire()) }
  })
  handle(scopes, ENDPOINTS.updateContact, ({ principal, params, body }) => profiles.update(principal, params.id, body))
  handle(scopes, ENDPOINTS.linkVisitor, ({ principal, params, body }) =>
    profiles.link(principal, params.id, body.visitorId),
  )
  handle(scopes, ENDPOINTS.unlinkVisitor, ({ principal, params }) =>
    profiles.unlink(principal, params.id, params.visitorId),
  )
}
