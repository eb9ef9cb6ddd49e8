import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, DepartmentId, SessionId, WorkspaceId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'
import { AccessToken } from './visitor.ts'

export const AgentRole = z.enum(['owner', 'admin', 'supervisor', 'agent'])
export type AgentRole = z.infer<typeof AgentRole>

/** Someone who answers, as his colleagues see him. */
export const Agent = z.strictObject({
  id: AgentId,
  name: z.string(),
  email: z.string(),
  role: AgentRole,
  /** `invited` until the one-time link was used to set a password. */
  state: z.enum(['invited', 'active', 'disabled']),
  departmentIds: z.array(DepartmentId),
  /** How many open conversations he may hold at once; null means no limit. */
  capacity: z.int().min(1).nullable(),
  createdAt: Timestamp,
})
export type Agent = z.infer<typeof Agent>

export const Department = z.strictObject({ id: DepartmentId, name: z.string() })
export type Department = z.infer<typeof Department>

/** One sign-in of an agent. */
export const Session = z.strictObject({
  id: SessionId,
  /** For people: `Firefox 141 on Linux`. */
  browser: z.string(),
  createdAt: Timestamp,
  usedAt: Timestamp,
  current: z.boolean(),
})
export type Session = z.infer<typeof Session>

const Name = z.string().trim().min(1).max(120)
const Email = z.email().max(254)
/** At least 10 characters; length is the only rule, as NIST SP 800-63B advises. */
export const Password = z.string().min(10).max(256)
/** A one-time secret of a link: 256 random bits. */
const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** Prefixed with the tenant, so that the lookup has one (S4). */
const PasswordToken = z.string().regex(/^wsp_[0-9a-hjkmnp-tv-z]{20}\.[A-Za-z0-9_-]{43}$/)

const SignedIn = z.strictObject({
  access: AccessToken,
  expiresAt: Timestamp,
  agent: Agent,
  workspace: z.strictObject({ id: WorkspaceId, name: z.string() }),
})
export type SignedIn = z.infer<typeof SignedIn>
const onAgent = { params: z.strictObject({ id: AgentId }) } as const
const PasswordLink = z.strictObject({ url: z.url(), expiresAt: Timestamp })

export const agentEndpoints = {
  getSetup: endpoint(ROUTES.getSetup, {
    summary: 'Whether a set-up link is still good',
    body: z.strictObject({ token: LinkToken }),
    status: 204,
    errors: ['link_expired', 'set_up_already'],
  }),
  setUp: endpoint(ROUTES.setUp, {
    summary: 'First start: workspace, site and owner from the one-time link; signs the owner in',
    body: z.strictObject({ token: LinkToken, workspaceName: Name, name: Name, email: Email, password: Password }),
    status: 201,
    response: SignedIn,
    errors: ['link_expired', 'set_up_already'],
  }),
  signIn: endpoint(ROUTES.signIn, {
    summary: 'Sign in; the refresh token comes as an httpOnly cookie',
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(256) }),
    response: SignedIn,
    errors: ['credentials_wrong', 'rate', 'busy'],
  }),
  refreshSession: endpoint(ROUTES.refreshSession, {
    summary: 'A new access token; the cookie is rotated, and its reuse ends the session (S5)',
    response: SignedIn,
    errors: ['unauthenticated'],
  }),
  signOut: endpoint(ROUTES.signOut, { summary: 'End this session', status: 204, errors: [] }),
  listSessions: endpoint(ROUTES.listSessions, {
    summary: 'Where the agent is signed in',
    response: z.strictObject({ sessions: z.array(Session) }),
    errors: [],
  }),
  revokeSession: endpoint(ROUTES.revokeSession, {
    summary: 'End one of the own sessions',
    params: z.strictObject({ id: SessionId }),
    status: 204,
    errors: ['session_not_found'],
  }),
  signOutEverywhere: endpoint(ROUTES.signOutEverywhere, {
    summary: 'End every session of the agent, this one included',
    status: 204,
    errors: [],
  }),
  checkPasswordLink: endpoint(ROUTES.checkPasswordLink, {
    summary: 'Whether a password link is still good, and for whom',
    body: z.strictObject({ token: PasswordToken }),
    response: z.strictObject({ email: z.string(), name: z.string() }),
    errors: ['link_expired'],
  }),
  setPassword: endpoint(ROUTES.setPassword, {
    summary: 'Set the password with a one-time link; ends every session and signs in',
    body: z.strictObject({ token: PasswordToken, password: Password }),
    response: SignedIn,
    errors: ['link_expired', 'busy'],
  }),
  getMe: endpoint(ROUTES.getMe, {
    summary: 'The agent who asks',
    response: z.strictObject({ agent: Agent, workspace: z.strictObject({ id: WorkspaceId, name: z.string() }) }),
    errors: [],
  }),
  updateMe: endpoint(ROUTES.updateMe, {
    summary: 'Change the own profile',
    body: z.strictObject({ name: Name.optional() }),
    response: Agent,
    errors: [],
  }),
  changePassword: endpoint(ROUTES.changePassword, {
    summary: 'Change the own password; ends every other session',
    body: z.strictObject({ current: z.string().max(256), password: Password }),
    status: 204,
    errors: ['credentials_wrong', 'busy'],
  }),
  listAgents: endpoint(ROUTES.listAgents, {
    summary: 'All agents of the workspace',
    response: z.strictObject({ agents: z.array(Agent) }),
    errors: [],
  }),
  createAgent: endpoint(ROUTES.createAgent, {
    summary: 'Add an agent; answers with the one-time link that sets the password',
    body: z.strictObject({ name: Name, email: Email, role: AgentRole }),
    status: 201,
    response: z.strictObject({ agent: Agent, link: PasswordLink }),
    errors: ['email_taken', 'forbidden'],
  }),
  updateAgent: endpoint(ROUTES.updateAgent, {
    summary: "Change an agent's name, role or capacity",
    ...onAgent,
    body: z.strictObject({
      name: Name.optional(),
      role: AgentRole.optional(),
      capacity: z.int().min(1).max(1000).nullable().optional(),
    }),
    response: Agent,
    errors: ['agent_not_found', 'last_owner', 'forbidden'],
  }),
  disableAgent: endpoint(ROUTES.disableAgent, {
    summary: 'End every session of an agent and refuse new ones',
    ...onAgent,
    response: Agent,
    errors: ['agent_not_found', 'last_owner', 'forbidden'],
  }),
  enableAgent: endpoint(ROUTES.enableAgent, {
    summary: 'Let a disabled agent sign in again',
    ...onAgent,
    response: Agent,
    errors: ['agent_not_found', 'forbidden'],
  }),
  createPasswordLink: endpoint(ROUTES.createPasswordLink, {
    summary: 'A new one-time link that sets the password; the one before dies',
    ...onAgent,
    response: PasswordLink,
    errors: ['agent_not_found', 'forbidden'],
  }),
  listDepartments: endpoint(ROUTES.listDepartments, {
    summary: 'All departments of the workspace',
    response: z.strictObject({ departments: z.array(Department) }),
    errors: [],
  }),
}
