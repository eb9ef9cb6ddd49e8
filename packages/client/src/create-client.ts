import { ROUTES } from '@parley/protocol/constants'
import { agentIdentity } from './agent/agent-identity.ts'
import { keepRenewed } from './agent/renewal.ts'
import type { Client, Credentials } from './api.ts'
import { createClientOf } from './client.ts'
import { transmit } from './connection/connection.ts'
import type { Role } from './core.ts'
import { createEnvironment, type Environment } from './environment.ts'
import { createLists } from './sync/lists.ts'
import { visitorRole } from './visitor/visitor-client.ts'

export type ClientOptions = {
  /** Origin of the server, without a path: `https://chat.example.com`. */
  url: string
  credentials: Credentials
  /** For tests; the page or process around the client when absent. */
  environment?: Environment
}

/** A client of either kind, with every route and with lists. The widget takes `@parley/client/visitor`, which is smaller. */
export function createClient({ url, credentials, environment = createEnvironment() }: ClientOptions): Client {
  const role = credentials.type === 'agent' ? agentRole(credentials) : visitorRole(credentials.siteKey)
  const { core, ...client } = createClientOf(url, { ...role, routes: ROUTES }, environment)
  const lists = core.sync.lists ?? createLists(environment, core.sync.transmit)
  return { ...client, list: lists.open }
}

function agentRole(credentials: Extract<Credentials, { type: 'agent' }>): Role {
  return {
    name: credentials.agentId,
    routes: ROUTES,
    identity: () => agentIdentity(credentials),
    lists: createLists,
    onLive: ({ env, identity, connection }, welcome) =>
      keepRenewed(
        { env, access: identity.access, show: (access) => transmit(connection, { t: 'auth', access }) },
        welcome.now,
      ),
  }
}
