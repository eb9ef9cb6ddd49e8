import type { Scopes } from '../../http/scopes.ts'
import { createTeamChatActions, type TeamChatDeps } from './actions.ts'
import { addTeamChatRoutes } from './routes.ts'

/** Direct and group chats between agents, on the log of conversations. */
export function createTeamChats(deps: TeamChatDeps) {
  const actions = createTeamChatActions(deps)
  return { ...actions, addRoutes: (scopes: Scopes) => addTeamChatRoutes(scopes, actions) }
}
