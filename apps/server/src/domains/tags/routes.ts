import { ENDPOINTS, type WorkspaceTag } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import { defined } from '../../lib/defined.ts'
import type { TagActions } from './actions.ts'
import type { TagRecord } from './store.ts'

function toWire({ _id: id, name, colour, description, formerNames, archived, updatedAt }: TagRecord): WorkspaceTag {
  return { id, name, colour, description, formerNames, archived, updatedAt: updatedAt.toISOString() }
}

export function addTagRoutes(scopes: Scopes, actions: TagActions): void {
  handle(scopes, ENDPOINTS.listTags, async ({ principal }) => ({ tags: (await actions.list(principal)).map(toWire) }))
  handle(scopes, ENDPOINTS.createTag, async ({ principal, body }) => toWire(await actions.create(principal, body)))
  handle(scopes, ENDPOINTS.updateTag, async ({ principal, params, body }) =>
    toWire(await actions.update(principal, params.id, defined(body))),
  )
  handle(scopes, ENDPOINTS.mergeTag, async ({ principal, params, body }) =>
    toWire(await actions.merge(principal, params.id, body.into)),
  )
}
