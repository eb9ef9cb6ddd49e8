import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import { rowOf } from '../conversations/index.ts'
import type { TeamChatActions } from './actions.ts'

export function addTeamChatRoutes(scopes: Scopes, actions: TeamChatActions): void {
  handle(scopes, ENDPOINTS.listTeamChats, ({ principal }) => actions.list(principal))
  handle(scopes, ENDPOINTS.beginTeamChat, async ({ principal, body }) => ({
    row: rowOf(await actions.begin(principal, body)),
  }))
}
