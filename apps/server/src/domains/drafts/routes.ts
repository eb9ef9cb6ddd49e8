import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { DraftActions } from './actions.ts'
import { toWire } from './model.ts'

export function addDraftRoutes(scopes: Scopes, actions: DraftActions): void {
  handle(scopes, ENDPOINTS.listDrafts, async ({ principal, query }) => ({
    drafts: (await actions.list(principal, query.conversationId)).map(toWire),
  }))
  handle(scopes, ENDPOINTS.saveDraft, ({ principal, body }) => actions.save(principal, body))
}
