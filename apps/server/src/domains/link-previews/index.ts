import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import { createLinkPreviewActions, type LinkPreviewDeps } from './actions.ts'

/** What pages say of themselves that messages link to. */
export function createLinkPreviews(deps: LinkPreviewDeps) {
  const actions = createLinkPreviewActions(deps)
  return {
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.previewLink, async ({ principal, body }) => ({
        preview: await actions.of(principal.workspaceId, body.url),
      }))
    },
  }
}
