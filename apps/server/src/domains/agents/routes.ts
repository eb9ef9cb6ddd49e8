import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import { defined } from '../../lib/defined.ts'
import type { Workspaces } from '../workspaces/index.ts'
import type { AgentActions } from './actions.ts'
import { toWire } from './model.ts'
import type { PasswordActions, PasswordLink } from './password-actions.ts'
import type { AgentStore } from './store.ts'

type Deps = {
  actions: AgentActions
  passwordActions: PasswordActions
  store: Pick<AgentStore, 'list' | 'find'>
  workspaces: Pick<Workspaces, 'nameOf'>
}

export function addAgentRoutes(scopes: Scopes, { actions, passwordActions, store, workspaces }: Deps): void {
  handle(scopes, ENDPOINTS.getMe, async ({ principal }) => ({
    agent: toWire(await actions.rename(principal, undefined)),
    workspace: await workspaces.nameOf(principal.workspaceId),
  }))
  handle(scopes, ENDPOINTS.updateMe, async ({ principal, body }) => toWire(await actions.rename(principal, body.name)))
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
