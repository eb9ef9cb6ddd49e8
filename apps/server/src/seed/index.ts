import { Readable } from 'node:stream'
import type { CommandKind, ConversationId, WorkspaceId } from '@parley/protocol'
import type { App } from '../app.ts'
import type { Deps } from '../deps.ts'
import { createDomains, type Domains } from '../domains.ts'
import type { Foundations } from '../foundations.ts'
import { newCmid, newCreateKey } from '../lib/new-id.ts'
import type { Principal, VisitorPrincipal } from '../lib/principal.ts'
import { contentOf } from './files.ts'
import { OLDER_STORIES } from './older-stories.ts'
import { STORIES } from './stories.ts'
import { AGENTS, type Speaker, type Step, type Story } from './story.ts'

const MINUTE = 60_000
/** Nobody signs in as a demo colleague: his password is thrown away. */
type Cast = Record<Exclude<Speaker, 'visitor'>, Extract<Principal, { type: 'agent' }>>

/** A clock that a story moves on. */
function createStoryClock() {
  let at = new Date()
  return {
    now: () => at,
    set(moment: Date) {
      at = moment
    },
    forward(minutes: number) {
      at = new Date(at.getTime() + minutes * MINUTE)
    },
  }
}

/**
 * Fills the demo workspace with an invented shop's conversations: through the same commands that people send, under a
 * clock of the past. Call it once, before anybody connects.
 */
export async function seedDemo(
  deps: Deps,
  { foundations }: Pick<App, 'foundations'>,
  workspaceId: WorkspaceId,
): Promise<void> {
  const clock = createStoryClock()
  const domains = createDomains({ ...deps, clock }, foundations as Foundations)
  const now = deps.clock.now()
  const cast = await hire(domains, workspaceId)
  const stories = [...OLDER_STORIES, ...STORIES].sort((a, b) => b.ago - a.ago)
  for (const story of stories) {
    clock.set(new Date(now.getTime() - story.ago * MINUTE))
    await tell(domains, { clock, cast, workspaceId }, story)
  }
  await domains.conversations.close()
}

async function hire({ agents, departments }: Domains, workspaceId: WorkspaceId): Promise<Cast> {
  const departmentIds = (await departments.list(workspaceId)).map(({ _id }) => _id)
  const principals = await Promise.all(
    Object.entries(AGENTS).map(async ([key, agent]) => {
      const password = crypto.randomUUID()
      const { _id } = await agents.createWithPassword(workspaceId, { ...agent, password })
      const principal: Cast['mira'] = {
        type: 'agent',
        workspaceId,
        agentId: _id,
        sessionId: 'ses_00000000000000000000',
        role: agent.role,
        departmentIds,
        name: agent.name,
      }
      return [key, principal] as const
    }),
  )
  return Object.fromEntries(principals) as Cast // its keys are those of AGENTS
}

type Scene = { clock: ReturnType<typeof createStoryClock>; cast: Cast; workspaceId: WorkspaceId }

async function tell(domains: Domains, scene: Scene, { visitor: person, steps }: Story): Promise<void> {
  const { visitors, sites } = domains
  const site = await sites.findByKey('demo')
  if (!site) throw new Error('the demo site is missing')
  const { record } = await visitors.insert(site, person.userAgent)
  const visitor: VisitorPrincipal = {
    type: 'visitor',
    workspaceId: scene.workspaceId,
    siteId: site._id,
    visitorId: record._id,
    predecessorId: null,
    contactId: null,
    name: person.name ?? null,
    email: person.email ?? null,
    phone: null,
    blocked: false,
  }
  const player = createPlayer(domains, scene, visitor)
  for (const [i, step] of steps.entries()) {
    scene.clock.forward(step.after ?? 0)
    await player.play(step)
    if (i > 0) continue
    for (const [path, title] of person.pages) {
      const { name, email, language } = person
      const page = { url: `https://fernandkettle.example${path}`, title }
      const profile = { ...(name && { name }), ...(email && { email }), language, timeZone: 'Europe/London', page }
      await visitors.describe(visitor, profile, person.userAgent)
    }
  }
}

/** Sends the steps of one conversation as the people in it would. */
function createPlayer({ conversations, attachments }: Domains, { clock, cast }: Scene, visitor: VisitorPrincipal) {
  const create = { key: newCreateKey(clock.now()) }
  let conversationId: ConversationId | null = null
  let holder: string | null = null

  async function send(principal: Principal, kind: CommandKind, body: unknown): Promise<void> {
    const target = conversationId ? { conversationId } : { create }
    const answer = await conversations.submit(principal, {
      t: 'send',
      cmid: newCmid(clock.now()),
      ...target,
      kind,
      body,
    })
    if (answer.t === 'nack') throw new Error(`the demo's ${kind} was refused: ${answer.code}`)
    conversationId = answer.conversationId
  }

  async function attach(by: Principal, { files = [] }: Extract<Step, { say: Speaker }>) {
    const ids = []
    for (const name of files) {
      const content = await contentOf(name)
      if (!content || !conversationId) continue
      const upload = { by, conversationId, name, bytes: Readable.from([content]) }
      ids.push((await attachments.upload(upload))._id)
    }
    return ids.length > 0 ? { attachments: ids } : {}
  }

  /** Steps that say nothing and only change the conversation. */
  function change(
    step: Exclude<Step, { say: Speaker } | { note: string } | { claim: string }>,
  ): Parameters<typeof send> {
    if ('rate' in step)
      return [visitor, 'conv.rate', { score: step.rate, ...(step.comment && { comment: step.comment }) }]
    if ('tag' in step) return [cast[step.by], 'conv.tag', { add: step.tag, remove: [] }]
    if ('status' in step) return [cast[step.by], 'conv.status', { status: step.status }]
    return [cast[step.by], 'conv.priority', { priority: step.priority }]
  }

  return {
    async play(step: Step): Promise<void> {
      if ('say' in step) {
        const by = step.say === 'visitor' ? visitor : cast[step.say]
        const files = await attach(by, step)
        return send(by, 'msg.new', { v: 1, type: 'text', text: step.text, ...files })
      }
      if ('note' in step) return send(cast[step.note], 'note.new', { v: 1, type: 'text', text: step.text })
      if ('claim' in step) {
        const { agentId } = cast[step.claim]
        await send(cast[step.claim], 'conv.assign', { assigneeId: agentId, from: holder })
        holder = agentId
        return
      }
      return send(...change(step))
    },
  }
}
