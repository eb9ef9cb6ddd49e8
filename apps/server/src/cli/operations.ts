import { parseArgs } from 'node:util'
import { AgentRole, OriginPattern, SiteKey, type WorkspaceId } from '@parley/protocol'
import type { Domains } from '../domains.ts'
import { UsageError } from '../errors/usage-error.ts'

/** What an operator asks for, as he typed it: `['agent', 'add', 'ada@example.com']`. */
export type Words = readonly string[]

export const HELP = `Usage: parley COMMAND

  config                               the effective configuration, secrets hidden
  doctor                               looks for what is wrong with this installation
  backup FOLDER                        a backup in a new folder, while the server runs or not
  restore FOLDER [--replace]           verifies a backup and puts it into an empty data folder
  seed                                 fills the demo site with an invented shop's conversations
  site list                            sites with their script tags
  site add NAME [--origin ORIGIN …] [--key KEY]
  agent list
  agent add EMAIL [--name NAME] [--role agent|supervisor|admin|owner]
  agent disable EMAIL
  agent reset-password EMAIL           a one-time link that sets a new password
`

type Domain = Pick<Domains, 'workspaces' | 'agents' | 'sites' | 'sessions'>
type Run = (domains: Domain, workspaceId: WorkspaceId, rest: string[]) => Promise<string[]>

const OPERATIONS: Record<string, Run> = {
  'site list': listSites,
  'site add': addSite,
  'agent list': listAgents,
  'agent add': addAgent,
  'agent disable': disableAgent,
  'agent reset-password': resetPassword,
}

const ALONE = new Set(['doctor', 'seed', 'backup'])

/** Whether these words are a command on an installation. */
export function isCommand([noun = '', verb]: Words): boolean {
  return ALONE.has(noun) || Object.hasOwn(OPERATIONS, `${noun} ${verb}`)
}

/** Runs an operation on an installation and tells the lines to print. Throws {@link UsageError}, `AppError`. */
export async function operate(domains: Domain, [noun, verb, ...rest]: Words): Promise<string[]> {
  const run = OPERATIONS[`${noun} ${verb}`]
  if (!run) throw new UsageError(HELP)
  const [workspace] = await domains.workspaces.list()
  if (!workspace) throw new UsageError('Nothing is set up yet: start the server once and follow its link.')
  return run(domains, workspace._id, rest)
}

async function listSites({ sites }: Domain, workspaceId: WorkspaceId): Promise<string[]> {
  const records = await sites.list(workspaceId)
  return records.flatMap((record) => [
    `${record.key}  ${record.name}`,
    `  ${sites.toWire(record).snippet}`,
    `  allowed origins: ${record.allowedOrigins.join(' ') || 'none'}`,
  ])
}

async function addSite({ sites }: Domain, workspaceId: WorkspaceId, rest: string[]): Promise<string[]> {
  const { values, positionals } = parse(rest, { origin: { type: 'string', multiple: true }, key: { type: 'string' } })
  const [name = ''] = positionals
  if (name.trim() === '' || name.length > 60)
    throw new UsageError('Give a name: parley site add "My shop" --origin https://shop.example')
  const allowedOrigins = [values['origin'] ?? []].flat().map(String)
  const wrong = allowedOrigins.find((origin) => !OriginPattern.safeParse(origin).success)
  if (wrong) throw new UsageError(`${wrong} is no origin: write scheme and host, as in https://shop.example`)
  const key = values['key'] === undefined ? undefined : SiteKey.safeParse(values['key'])
  if (key && !key.success) throw new UsageError('A key has 3 to 40 small letters, figures and hyphens.')
  const record = await sites.create(workspaceId, { name, allowedOrigins, ...(key && { key: key.data }) })
  return [`Added ${name}. Paste this line into its pages:`, `  ${sites.toWire(record).snippet}`]
}

async function listAgents({ agents }: Domain, workspaceId: WorkspaceId): Promise<string[]> {
  const records = await agents.list(workspaceId)
  return records.map(({ email, name, role, state }) => `${email}  ${name}  ${role}  ${state}`)
}

async function addAgent({ agents }: Domain, workspaceId: WorkspaceId, rest: string[]): Promise<string[]> {
  const { values, positionals } = parse(rest, { name: { type: 'string' }, role: { type: 'string' } })
  const email = emailOf(positionals)
  const role = AgentRole.safeParse(values['role'] ?? 'agent')
  if (!role.success) throw new UsageError('The role is one of owner, admin, supervisor, agent.')
  const name = String(values['name'] ?? email.slice(0, email.indexOf('@')))
  const { link } = await agents.invite({ workspaceId, role: 'owner' }, { name, email, role: role.data })
  return [`Added ${email}. This link sets the password, once, until ${link.expiresAt.toISOString()}:`, `  ${link.url}`]
}

async function disableAgent(domains: Domain, workspaceId: WorkspaceId, rest: string[]): Promise<string[]> {
  const agent = await agentOf(domains, workspaceId, rest)
  await domains.agents.disable({ workspaceId, role: 'owner' }, agent._id)
  return [`${agent.email} can no longer sign in; every session has ended.`]
}

async function resetPassword(domains: Domain, workspaceId: WorkspaceId, rest: string[]): Promise<string[]> {
  const agent = await agentOf(domains, workspaceId, rest)
  const link = await domains.agents.createLink({ workspaceId, role: 'owner' }, agent._id)
  return [
    `This link sets a new password for ${agent.email}, once, until ${link.expiresAt.toISOString()}:`,
    `  ${link.url}`,
  ]
}

async function agentOf({ agents }: Domain, workspaceId: WorkspaceId, rest: string[]) {
  const email = emailOf(parse(rest, {}).positionals)
  const agent = await agents.findByEmail(workspaceId, email)
  if (!agent) throw new UsageError(`There is no agent ${email}. See: parley agent list`)
  return agent
}

function emailOf([email = '']: string[]): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError('Give an email address: parley agent add ada@example.com')
  return email
}

type Options = Record<string, { type: 'string'; multiple?: boolean } | { type: 'boolean' }>

/** Words as options and names. Throws {@link UsageError}. */
export function parse(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
