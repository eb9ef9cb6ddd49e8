import type { Database } from '@parley/database'
import { ENDPOINTS, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import { hashSecret, newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AgentRecord, Agents } from '../agents/index.ts'
import type { Departments } from '../departments/index.ts'
import type { Sessions } from '../sessions/index.ts'
import type { NewSite, Sites } from '../sites/index.ts'
import type { Workspaces } from '../workspaces/index.ts'
import { createSetupStore } from './store.ts'

type Deps = {
  db: Database
  clock: Clock
  workspaces: Workspaces
  departments: Departments
  agents: Agents
  sites: Sites
  sessions: Sessions
  /** The address of the set-up page, with the token behind the hash that no server log sees. */
  setupUrl(token: string): string
}

export type FirstStart = {
  workspaceName: string
  owner: { name: string; email: string; password: string }
  site: NewSite
}

/** The first start: one workspace with a department, a site and an owner. */
export function createSetup(deps: Deps) {
  const store = createSetupStore(deps.db)
  const { clock, workspaces, departments, agents, sites, sessions } = deps

  /** The workspace that has an owner; null before the first start is through. */
  async function ownedWorkspace(): Promise<WorkspaceId | null> {
    for (const { _id } of await workspaces.list()) if ((await agents.countOwners(_id)) > 0) return _id
    return null
  }

  /** A start that was cut short left a workspace without an owner: it is completed rather than doubled. */
  async function create({ workspaceName, owner, site }: FirstStart): Promise<AgentRecord> {
    const [unfinished] = await workspaces.list()
    const { _id: workspaceId } = unfinished ?? (await workspaces.create(workspaceName))
    if ((await departments.list(workspaceId)).length === 0) await departments.createDefault(workspaceId, 'Support')
    if ((await sites.list(workspaceId)).length === 0) await sites.create(workspaceId, site)
    return agents.createWithPassword(workspaceId, { ...owner, role: 'owner' })
  }

  async function check(token: string): Promise<void> {
    if (await ownedWorkspace()) throw new AppError('set_up_already', 'Sign in, or ask an owner for a link.')
    if (!(await store.find(hashSecret(token))))
      throw new AppError('link_expired', 'Start the server again for a new link.')
  }

  return {
    ownedWorkspace,
    create,

    /** A new one-time link; the one before dies. */
    async createLink(): Promise<string> {
      const token = newSecret()
      await store.replace(hashSecret(token), clock.now())
      return deps.setupUrl(token)
    },

    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.getSetup, ({ body }) => check(body.token))
      handle(scopes, ENDPOINTS.setUp, async ({ body, request, reply }) => {
        await check(body.token)
        if (!(await store.use(hashSecret(body.token), clock.now()))) {
          throw new AppError('link_expired', 'The link was used a moment ago.')
        }
        const agent = await create({
          workspaceName: body.workspaceName,
          owner: { name: body.name, email: body.email, password: body.password },
          site: { name: body.workspaceName.slice(0, 60) },
        })
        return sessions.signedIn(reply, await sessions.open(agent, request.headers['user-agent']))
      })
    },
  }
}
