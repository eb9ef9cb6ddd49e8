import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import { defined } from '../../lib/defined.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { Workspaces } from '../workspaces/index.ts'
import { agentFor } from './access.ts'
import type { AgentActions } from './actions.ts'
import { toWire } from './model.ts'
import type { PasswordActions, PasswordLink } from './password-actions.ts'
import { preferencesOf } from './preferences.ts'
import type { AgentStore } from './store.ts'

type Deps = {
  actions: AgentActions
  passwordActions: PasswordActions
  store: Pick<AgentStore, 'list' | 'find' | 'setPreferences'>
  workspaces: Pick<Workspaces, 'nameOf'>
}

export function addAgentRoutes(scopes: Scopes, { actions, passwordActions, store, workspaces }: Deps): void {
  handle(scopes, ENDPOINTS.getMe, async ({ principal }) => ({
    agent: toWire(await actions.rename(principal, undefined)),
    workspace: await workspaces.nameOf(principal.workspaceId),
  }))
  handle(scopes, ENDPOINTS.updateMe, async ({ principal, body }) => toWire(await actions.rename(principal, body.name)))
  const preferences = async ({ workspaceId, agentId }: AgentPrincipal) =>
    preferencesOf((await agentFor(store, workspaceId, agentId)).preferences)
  handle(scopes, ENDPOINTS.getPreferences, ({ principal }) => preferences(principal))
  handle(scopes, ENDPOINTS.updatePreferences, async ({ principal, body }) => {
    await store.setPreferences(principal.workspaceId, principal.agentId, defined(body))
    return preferences(principal)
  })
  handle(scopes, ENDPOINTS.changePassword, ({ principal, body }) =>
    passwordActions.changePassword(principal, body.current, body.password),
  )
  handle(scopes, ENDPOINTS.listAgents, async ({ principal }) => ({
    agents: (await store.list(principal.workspaceId)).map(toWire),
  }))
  handle(scopes, ENDPOINTS.createAgent, async ({ principal, body }) => {
    const { record, link } = await actions.invite(principal, body)
    return { agent: toWire(record), link: linkToWire(link) }
  })
  handle(scopes, ENDPOINTS.updateAgent, async ({ principal, params, body }) =>
    toWire(await actions.update(principal, params.id, defined(body))),
  )
  handle(scopes, ENDPOINTS.disableAgent, async ({ principal, params }) =>
    toWire(await actions.disable(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.enableAgent, async ({ principal, params }) =>
    toWire(await actions.enable(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.createPasswordLink, async ({ principal, params }) =>
    linkToWire(await passwordActions.createLink(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.checkPasswordLink, async ({ body }) => {
    const { email, name } = await passwordActions.checkLink(body.token)
    return { email, name }
  })
}

function linkToWire({ url, expiresAt }: PasswordLink) {
  return { url, expiresAt: expiresAt.toISOString() }
}
