import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { AnnouncementActions } from './actions.ts'
import { toWire } from './model.ts'

export function addAnnouncementRoutes(scopes: Scopes, actions: AnnouncementActions): void {
  handle(scopes, ENDPOINTS.listAnnouncements, async ({ principal }) => ({
    announcements: (await actions.list(principal)).map((record) => toWire(record, principal)),
  }))
  handle(scopes, ENDPOINTS.createAnnouncement, async ({ principal, body }) =>
    toWire(await actions.create(principal, body), principal),
  )
  handle(scopes, ENDPOINTS.readAnnouncement, ({ principal, params }) => actions.read(principal, params.id))
  handle(scopes, ENDPOINTS.endAnnouncement, ({ principal, params }) => actions.end(principal, params.id))
}
