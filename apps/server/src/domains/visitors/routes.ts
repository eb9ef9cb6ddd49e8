import { type ConversationRow, ENDPOINTS, type VisitorId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AccessTokens } from '../../http/access-tokens.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { VisitorActions } from './actions.ts'
import { toWire, type VisitorRecord } from './model.ts'
import type { VisitorStore } from './store.ts'

export type VisitorRouteDeps = {
  actions: VisitorActions
  store: VisitorStore
  tokens: AccessTokens
  /** The conversations of a visitor that the agent may see, the newest first. */
  conversationsOf(by: AgentPrincipal, id: VisitorId): Promise<ConversationRow[]>
}

export function addVisitorRoutes(scopes: Scopes, { actions, store, tokens, conversationsOf }: VisitorRouteDeps): void {
  const accessOf = ({ _id, workspaceId, siteId }: VisitorRecord) => {
    const { access, expiresAt } = tokens.sign({ aud: 'parley:visitor', sub: _id, wsp: workspaceId, ste: siteId })
    return { visitorId: _id, access, expiresAt: expiresAt.toISOString() }
  }

  handle(scopes, ENDPOINTS.createVisitor, async ({ body, origin, request }) => {
    const { record, token } = await actions.create(body.siteKey, origin, request.headers['user-agent'])
    return { ...accessOf(record), token }
  })
  handle(scopes, ENDPOINTS.exchangeVisitorToken, async ({ body, origin }) =>
    accessOf(await actions.byToken(body.token, origin)),
  )
  handle(scopes, ENDPOINTS.updateVisitor, ({ principal, body, request }) =>
    actions.describe(principal, body, request.headers['user-agent']),
  )
  handle(scopes, ENDPOINTS.getVisitor, async ({ principal, params }) => {
    const record = await store.find(principal.workspaceId, params.id)
    if (!record) throw new AppError('visitor_not_found', 'There is no such visitor.')
    return { visitor: toWire(record), conversations: await conversationsOf(principal, params.id) }
  })
  handle(scopes, ENDPOINTS.blockVisitor, ({ principal, params }) =>
    actions.setBlocked(principal.workspaceId, params.id, true),
  )
  handle(scopes, ENDPOINTS.unblockVisitor, ({ principal, params }) =>
    actions.setBlocked(principal.workspaceId, params.id, false),
  )
}
