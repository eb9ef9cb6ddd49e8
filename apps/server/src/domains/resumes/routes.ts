import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { ResumeActions } from './actions.ts'

export function addResumeRoutes(scopes: Scopes, actions: ResumeActions): void {
  handle(scopes, ENDPOINTS.createResumeLink, async ({ principal, params: { id } }) => {
    const { url, expiresAt } = await actions.createLink(principal, id)
    return { url, expiresAt: expiresAt.toISOString() }
  })
  handle(scopes, ENDPOINTS.resumeConversation, async ({ principal, body: { token } }) => ({
    conversationId: await actions.resume(principal, token),
  }))
}
