import { AppError } from '../../../errors/app-error.ts'
import type { AgentPrincipal, Authenticator, Principal, VisitorPrincipal } from '../../../lib/principal.ts'
import type { AgentDirectory, Colleague, KnownVisitor, SeenOfVisitor, VisitorDirectory } from '../ports.ts'
import { ADA, DEPARTMENT, WORKSPACE } from './log.ts'

export const VERA_PRINCIPAL: VisitorPrincipal = {
  type: 'visitor',
  workspaceId: WORKSPACE,
  siteId: 'ste_00000000000000000001',
  visitorId: 'vis_00000000000000000001',
  predecessorId: null,
  contactId: null,
  name: null,
  email: null,
  phone: null,
  blocked: false,
}
export const MALLORY: VisitorPrincipal = { ...VERA_PRINCIPAL, visitorId: 'vis_0000000000000000000m' }
export const ADA_PRINCIPAL: AgentPrincipal = {
  type: 'agent',
  workspaceId: WORKSPACE,
  agentId: 'agt_00000000000000000001',
  sessionId: 'ses_00000000000000000001',
  role: 'agent',
  departmentIds: [DEPARTMENT],
  name: ADA.name ?? '',
}
export const BEN_PRINCIPAL: AgentPrincipal = { ...ADA_PRINCIPAL, agentId: 'agt_00000000000000000002', name: 'Ben' }
export const OWNER: AgentPrincipal = {
  ...ADA_PRINCIPAL,
  agentId: 'agt_0000000000000000000z',
  name: 'Olga',
  role: 'owner',
}

/** Principals by access token, as a test gives them; a token that is not here is invalid. */
export function fakeAuthenticator(principals: Record<string, Principal>) {
  const listeners = new Set<(id: string) => void>()
  const of = (access: string) => {
    const principal = principals[access]
    if (!principal) throw new AppError('token_invalid', 'No such token.')
    return principal
  }
  const idOf = (principal: Principal) => (principal.type === 'agent' ? principal.agentId : principal.visitorId)
  const authenticator: Authenticator = {
    byAccess: async (access) => of(access),
    byVisitorToken: async (token) => {
      const principal = of(token)
      if (principal.type !== 'visitor') throw new AppError('token_invalid', 'Not a visitor.')
      return principal
    },
    expiresAt: () => new Date(Date.now() + 600_000),
    current: async (principal) => Object.values(principals).find((one) => idOf(one) === idOf(principal)) ?? null,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    authenticator,
    principals,
    changed(id: string) {
      for (const listener of listeners) listener(id)
    },
  }
}

/** Agents with slots in memory; every id is an active agent. */
export function fakeAgents(capacity = Infinity) {
  const colleagues: Colleague[] = [ADA_PRINCIPAL, BEN_PRINCIPAL, OWNER]
  const slots: { agentId: string; conversationId: string; at: Date }[] = []
  const directory: AgentDirectory = {
    find: async (_workspaceId, id) => ({
      id,
      name: id === ADA.id ? 'Ada' : 'Ben',
      active: true,
      departmentIds: [DEPARTMENT],
    }),
    listColleagues: async () => colleagues,
    async takeSlot(_workspaceId, agentId, conversationId) {
      const own = slots.filter((slot) => slot.agentId === agentId)
      if (own.some((slot) => slot.conversationId === conversationId)) return 'held'
      if (own.length >= capacity) return 'full'
      slots.push({ agentId, conversationId, at: new Date() })
      return 'taken'
    },
    async giveSlot(_workspaceId, agentId, conversationId) {
      const at = slots.findIndex((slot) => slot.agentId === agentId && slot.conversationId === conversationId)
      if (at >= 0) slots.splice(at, 1)
    },
    listSlots: async (before) =>
      slots.filter(({ at }) => at < before).map((slot) => ({ workspaceId: WORKSPACE, ...slot }) as never),
  }
  return { directory, slots, colleagues }
}

/** The visitors among `principals`; `about` them whatever a test says. */
export function fakeVisitors(
  principals: Record<string, Principal>,
  about: Record<string, Partial<KnownVisitor & SeenOfVisitor>> = {},
): VisitorDirectory {
  return {
    async find(workspaceId, id) {
      const found = Object.values(principals).find((one) => one.type === 'visitor' && one.visitorId === id)
      if (found?.type !== 'visitor' || found.workspaceId !== workspaceId) return null
      const { siteId, contactId, name, email, phone, blocked } = found
      return { siteId, contactId, name, email, phone, blocked, isGone: false, ...about[id] }
    },
    seen: async (_, ids) => new Map(ids.map((id) => [id, { page: null, language: null, ...about[id] }])),
  }
}

export const TOKENS: Record<string, Principal> = {
  'v.e.ra': VERA_PRINCIPAL,
  'm.a.llory': MALLORY,
  'a.d.a': ADA_PRINCIPAL,
  'b.e.n': BEN_PRINCIPAL,
  'o.l.ga': OWNER,
}
