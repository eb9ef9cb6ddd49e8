import { ENDPOINTS, type Endpoint } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { type Call, handle, type Scopes } from '../../http/scopes.ts'
import type { Contacts } from '../contacts/index.ts'
import type { Doors } from './doors.ts'
import type { IdentityActions } from './identity-actions.ts'
import { toWire } from './model.ts'
import type { ProfileActions } from './profile-actions.ts'
import type { VisitorStore } from './store.ts'

export type VisitorRouteDeps = {
  profiles: ProfileActions
  identities: IdentityActions
  doors: Doors
  store: VisitorStore
  contacts: Pick<Contacts, 'find' | 'toWire' | 'wholeOf'>
}

export function addVisitorRoutes(scopes: Scopes, deps: VisitorRouteDeps): void {
  const { profiles, identities, doors, store, contacts } = deps
  const fromOf = ({ origin, request }: Pick<Call<Endpoint>, 'origin' | 'request'>) => ({
    origin,
    userAgent: request.headers['user-agent'],
    address: request.ip,
  })
  handle(scopes, ENDPOINTS.createVisitor, (call) => doors.create(call.body.siteKey, call.body.identity, fromOf(call)))
  handle(scopes, ENDPOINTS.exchangeVisitorToken, (call) => doors.exchange(call.body, fromOf(call)))
  handle(scopes, ENDPOINTS.updateVisitor, ({ principal, body, request }) =>
    profiles.describe(principal, body, request.headers['user-agent']),
  )
  handle(scopes, ENDPOINTS.trackVisitor, ({ principal, body }) => profiles.track(principal, body))
  handle(scopes, ENDPOINTS.endVisitor, ({ principal }) => identities.end(principal))
  handle(scopes, ENDPOINTS.getVisitor, async ({ principal, params }) => {
    const record = await store.find(principal.workspaceId, params.id)
    if (!record) throw new AppError('visitor_not_found', 'There is no such visitor.')
    const { contactId = null } = record
    const contact = contactId && (await contacts.find(principal.workspaceId, contactId))
    const person = await contacts.wholeOf(principal, record)
    return { visitor: toWire(record), ...(contact && { contact: contacts.toWire(contact) }), ...person }
  })
}
