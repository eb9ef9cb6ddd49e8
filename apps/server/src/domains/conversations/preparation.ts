import type { AgentId, Draft, EventBodies, Named, NotePurpose, SendFrame, StatusChange } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { actorOf, formerIdsOf, type Principal } from '../../lib/principal.ts'
import type { ActionDeps } from './action-deps.ts'
import { filesOf } from './bodies.ts'
import { isRefusal, type Refusal, refuse } from './command.ts'
import type { Ref } from './model.ts'
import type { JudgedForm, SlotTaken } from './ports.ts'
import type { Prepared } from './rule.ts'

/** What came of the things a decision cannot do itself, since it must be pure. */
type Preparation = Pick<
  Prepared,
  'attachments' | 'assigneeName' | 'member' | 'colleagues' | 'features' | 'campaign' | 'mergeTo' | 'reason' | 'refusal'
> & {
  /** What came of asking for the slot that an assignment needs; null when it needs none. */
  slot: SlotTaken | null
}
const NOTHING: Preparation = {
  attachments: [],
  assigneeName: null,
  member: null,
  colleagues: [],
  features: null,
  campaign: null,
  mergeTo: null,
  reason: null,
  refusal: null,
  slot: null,
}
const refusing = (refusal: Refusal): Preparation => ({ ...NOTHING, refusal })

/** What came of the form that a visitor's message brings or lacks; null for all others, who are asked nothing. */
export async function formFor(
  { forms }: ActionDeps,
  principal: Principal,
  frame: SendFrame,
): Promise<JudgedForm | null> {
  if (principal.type !== 'visitor' || frame.kind !== 'msg.new') return null
  const draft = frame.body as Draft
  return forms.judge(principal.workspaceId, principal.siteId, draft.type === 'text' ? draft.form : undefined)
}

/** A refusal found here is told by `decide`, after the lookup for a repetition missed (SYNC-23). */
export async function prepared(
  deps: ActionDeps,
  principal: Principal,
  frame: SendFrame,
  ref: Ref,
): Promise<Preparation> {
  try {
    const known = {
      features: await featuresFor(deps, principal),
      campaign: await campaignFor(deps, principal, frame),
      colleagues: await colleaguesFor(deps, principal, frame),
      reason: await reasonFor(deps, principal, frame),
    }
    return { ...(await byKind(deps, principal, frame, ref)), ...known }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refusing(refuse(error.code, error.message))
  }
}

async function byKind(deps: ActionDeps, principal: Principal, frame: SendFrame, ref: Ref): Promise<Preparation> {
  if (frame.kind === 'msg.new' || frame.kind === 'note.new') return message(deps, principal, frame, ref)
  if (frame.kind === 'conv.assign' && principal.type === 'agent') return assignment(deps, frame, ref)
  if (frame.kind === 'conv.department' && principal.type === 'agent') return passing(deps, frame, ref)
  if (frame.kind === 'part.join' && principal.type === 'agent') return joining(deps, frame, ref)
  if (frame.kind === 'conv.merge' && principal.type === 'agent') return merging(deps, principal, frame, ref)
  if (frame.kind === 'conv.field' && principal.type === 'agent') return field(deps, frame, ref)
  return NOTHING
}

/** The reason that an agent who closes names, or must. */
async function reasonFor({ reasons }: ActionDeps, principal: Principal, { kind, body }: SendFrame) {
  if (principal.type !== 'agent' || kind !== 'conv.status') return null
  const { status, reasonId } = body as StatusChange // judged by the schema of its kind
  return status === 'closed' && reasons ? reasons.named(principal.workspaceId, reasonId) : null
}

/** A value of a field that an administrator defined is one of its type; other keys are free. */
async function field({ fields }: ActionDeps, { body }: SendFrame, { workspaceId }: Ref): Promise<Preparation> {
  const { key, value } = body as EventBodies['conv.field']
  const detail = value === null ? null : await fields?.problemOfText(workspaceId, 'conversation', [key, value])
  if (!detail) return NOTHING
  const errors = [{ pointer: '#/body/value', detail }]
  return refusing({ ...refuse('invalid_request', `The value ${detail}.`), errors })
}

async function merging({ merges }: ActionDeps, by: Principal, { body }: SendFrame, ref: Ref): Promise<Preparation> {
  const { to } = body as EventBodies['conv.merge']
  const found = to === null ? await merges.undoing(ref) : await merges.target(by, ref, to)
  if (found && isRefusal(found)) return refusing(found)
  return { ...NOTHING, mergeTo: found }
}

async function joining({ agents }: ActionDeps, { body }: SendFrame, ref: Ref): Promise<Preparation> {
  const { agentId } = body as { agentId: AgentId } // judged by the schema of its kind
  const agent = await agents.find(ref.workspaceId, agentId)
  return agent?.active ? { ...NOTHING, member: { type: 'agent', id: agentId, name: agent.name } } : NOTHING
}

/** What the site lets its visitors do; it binds nobody else. */
async function featuresFor({ sites }: ActionDeps, principal: Principal): Promise<Preparation['features']> {
  return principal.type === 'visitor' ? sites.featuresOf(principal.workspaceId, principal.siteId) : null
}

/** Whom a note may mean. */
async function colleaguesFor({ agents }: ActionDeps, { workspaceId }: Principal, { body }: SendFrame) {
  const { named, purpose } = body as { named?: Named[]; purpose?: NotePurpose }
  return named?.length || purpose ? agents.listColleagues(workspaceId) : []
}

/** What the visitor read before he wrote; agents answer no campaign. */
async function campaignFor({ sites }: ActionDeps, principal: Principal, { kind, body }: SendFrame) {
  const draft = body as Draft
  if (principal.type !== 'visitor' || kind !== 'msg.new' || draft.type !== 'text') return null
  return sites.campaignSaid(principal.workspaceId, principal.siteId, draft.campaign)
}

async function message(deps: ActionDeps, principal: Principal, frame: SendFrame, ref: Ref): Promise<Preparation> {
  if (principal.type === 'visitor' && !deps.rates.take(principal.visitorId))
    return refusing(refuse('rate', 'Too many messages at once; try again in a few seconds.'))
  const { kind, body, cmid } = frame
  const draft = body as Draft
  const ids = filesOf(draft)
  // What a visitor may not send binds nothing either; the decision refuses it.
  if (ids.length === 0 || (principal.type === 'visitor' && draft.type !== 'text')) return NOTHING
  const audience = kind === 'note.new' ? 'agents' : 'all'
  const attachments = await deps.attachments.bind({
    ...ref,
    ids,
    cmid,
    actor: actorOf(principal),
    formerIds: formerIdsOf(principal),
    audience,
  })
  return { ...NOTHING, attachments }
}

async function passing({ departments }: ActionDeps, { body }: SendFrame, ref: Ref): Promise<Preparation> {
  const { departmentId } = body as EventBodies['conv.department']
  const isKnown = (await departments.list(ref.workspaceId)).some(({ _id }) => _id === departmentId)
  return isKnown ? NOTHING : refusing(refuse('department_not_found', `No department ${departmentId}.`))
}

/** The slot is taken before the event, so that capacity holds whatever happens between the two (SYNC-29). */
async function assignment({ agents }: ActionDeps, { body }: SendFrame, ref: Ref): Promise<Preparation> {
  const { assigneeId } = body as EventBodies['conv.assign']
  if (!assigneeId) return NOTHING
  const agent = await agents.find(ref.workspaceId, assigneeId)
  if (!agent?.active) return refusing(refuse('agent_not_found', `No agent ${assigneeId} who could take it.`))
  const slot = await agents.takeSlot(ref.workspaceId, assigneeId, ref.conversationId)
  const refusal = slot === 'full' ? refuse('at_capacity', `${agent.name} has no free slot.`) : null
  return { ...NOTHING, assigneeName: agent.name, refusal, slot }
}
