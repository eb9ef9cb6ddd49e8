import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { PersonFileActions } from './actions.ts'

export function addPersonFileRoutes(scopes: Scopes, { list }: PersonFileActions): void {
  handle(scopes, ENDPOINTS.listPersonFiles, ({ principal, query }) => list(principal, query))
}
