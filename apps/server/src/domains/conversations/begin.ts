import type { CancelFrame, Create, DepartmentId, Draft, SendFrame, Split } from '@parley/protocol'
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../../lib/principal.ts'
import { seesEverything } from './access.ts'
import type { ActionDeps } from './action-deps.ts'
import { isRefusal, type Refusal, refuse } from './command.ts'
import { formRefusal } from './form-refusal.ts'
import { emptyRecord, type NewConversation, type Ref } from './model.ts'
import type { JudgedForm, SlotTaken } from './ports.ts'
import { departmentFor, routeOf } from './routing.ts'
import type { Source } from './splits.ts'

type Frame = SendFrame | CancelFrame

/** What came of the conversation that a command may have to begin. */
export type Beginning = {
  /** Final: there is no conversation in which the command could be stored already. */
  refusal: Refusal | null
  /** Told by the decision, after the lookup for a repetition missed (SYNC-23). */
  late: Refusal | null
  /** What came of asking for the slot of the agent who begins; null for everybody else. */
  slot: SlotTaken | null
  /** The messages of another conversation that it begins with. */
  split: Split | null
}
const NOTHING: Beginning = { refusal: null, late: null, slot: null, split: null }

/** Makes the conversation that `create` means, unless it is there: a repetition meets the same one, whoever asks (SYNC-27). */
export async function begin(
  deps: ActionDeps,
  principal: Principal,
  frame: Frame,
  { ref, form = null }: { ref: Ref; form?: JudgedForm | null },
): Promise<Beginning> {
  if (!frame.create) return NOTHING
  if (principal.type === 'agent') return beginByAgent(deps, principal, { ...frame, create: frame.create }, ref)
  if (frame.create.visitorId || frame.create.departmentId || frame.create.split)
    return { ...NOTHING, refusal: refuse('forbidden', 'A visitor begins his own conversations.') }
  return { ...NOTHING, refusal: await beginByVisitor(deps, principal, frame, { ref, form }) }
}

async function beginByVisitor(
  deps: ActionDeps,
  principal: VisitorPrincipal,
  frame: Frame,
  { ref, form }: { ref: Ref; form: JudgedForm | null },
): Promise<Refusal | null> {
  const { events: log, departments } = deps
  if (!frame.create || log.isKnown(ref) || (await log.conversations.find(ref))) return null
  // Whoever is refused leaves nothing behind.
  const refusal = noMessage(frame) ?? visitorRefusal(principal, frame) ?? formRefusal(form)
  if (refusal) return refusal
  const { siteId, visitorId } = principal
  const route = frame.t === 'send' ? routeOf(frame) : {}
  const departmentId = await departmentFor(departments, ref.workspaceId, route)
  await insert(deps, ref, { siteId, departmentId, visitorId, createKey: frame.create.key })
  return null
}

function visitorRefusal({ blocked }: VisitorPrincipal, frame: Frame): Refusal | null {
  if (blocked) return refuse('blocked', 'Messages of this visitor are refused.')
  return frame.t === 'send' && !isText(frame) ? refuse('forbidden', 'A visitor begins with text.') : null
}

const noMessage = (frame: Frame): Refusal | null =>
  frame.t === 'cancel' || frame.kind === 'msg.new'
    ? null
    : refuse('invalid_request', 'Only a message begins a conversation.')

const isText = ({ body }: SendFrame) => (body as Draft).type === 'text'

type ByAgent = Frame & { create: Create }

/**
 * An agent begins a conversation, which is his from its first message on: his slot is taken before anything is stored
 * (SYNC-29). Until that message is in the log nothing was begun, and the next try finds it as it was.
 */
async function beginByAgent(deps: ActionDeps, agent: AgentPrincipal, frame: ByAgent, ref: Ref): Promise<Beginning> {
  const state = await deps.events.state(ref)
  const refused = (refusal: Refusal): Beginning => ({ ...NOTHING, [state ? 'late' : 'refusal']: refusal })
  // A key is of one visitor: what was written for one must not reach another.
  if (state && state.visitorId !== frame.create.visitorId) return refused(ANOTHERS)
  if (state && state.head.vseq > 0) return NOTHING
  const source = await sourceOf(deps, agent, frame)
  if (source && isRefusal(source)) return refused(source)
  const start = await startOf(deps, agent, frame, source)
  if (isRefusal(start)) return refused(start)
  const slot =
    frame.t === 'send' ? await deps.agents.takeSlot(ref.workspaceId, agent.agentId, ref.conversationId) : null
  if (slot === 'full') return refused(refuse('at_capacity', `${agent.name} has no free slot.`))
  if (!state) await insert(deps, ref, start)
  return { ...NOTHING, slot, split: source?.split ?? null }
}

const ANOTHERS = refuse('conversation_not_found', 'This key is of a conversation with somebody else.')

type Start = Omit<NewConversation, '_id' | 'workspaceId' | 'channel'>

/** The messages that it begins with, and where they were said; null where it begins with none. */
async function sourceOf({ splits, sites }: ActionDeps, agent: AgentPrincipal, { create }: ByAgent) {
  const { split, visitorId } = create
  if (!split) return null
  const source = await splits.source(agent, { split, visitorId })
  if (isRefusal(source) || !source.record.siteId) return source
  const features = await sites.featuresOf(agent.workspaceId, source.record.siteId)
  return features?.several !== false
    ? source
    : refuse('feature_off', 'Visitors of this site have one conversation at a time.')
}

/** With whom the agent begins and where, or why he may not. */
async function startOf(
  deps: ActionDeps,
  agent: AgentPrincipal,
  frame: ByAgent,
  source: Source | null,
): Promise<Start | Refusal> {
  const { key: createKey, visitorId, departmentId: wish } = frame.create
  const refusal = noMessage(frame)
  if (refusal) return refusal
  if (!visitorId) return refuse('invalid_request', 'An agent begins a conversation with a visitor: name him.')
  const visitor = await deps.visitors.find(agent.workspaceId, visitorId)
  if (!visitor) return refuse('visitor_not_found', 'There is no such visitor.')
  // What is of a person is read by him wherever he is.
  if (visitor.isGone && !source?.record.contactId) return refuse('visitor_gone', 'Nobody comes back as this visitor.')
  if (visitor.blocked) return refuse('blocked', 'Unblock the visitor first.')
  const departmentId = await departmentOf(deps, agent, { wish, habit: source?.record.departmentId })
  if (!departmentId) return refuse('department_not_found', 'There is no such department of yours.')
  // Whoever may read the one may read the other.
  const { siteId, contactId } = source?.record ?? visitor
  return { siteId, departmentId, visitorId, contactId, createKey }
}

/** The one he chose, else where the messages were said, or the default one, else one of his: null when he may see none of them. */
async function departmentOf(
  { departments }: ActionDeps,
  { workspaceId, role, departmentIds }: AgentPrincipal,
  { wish, habit }: { wish: DepartmentId | undefined; habit: DepartmentId | undefined },
): Promise<DepartmentId | null> {
  const all = (await departments.list(workspaceId)).map(({ _id }) => _id)
  const his = seesEverything(role) ? all : all.filter((id) => departmentIds.includes(id))
  const wanted = wish ?? habit ?? (await departments.defaultOf(workspaceId))
  return his.find((id) => id === wanted) ?? (wish ? null : (his[0] ?? null))
}

/** Of two who make the same one both go on with what is stored. */
async function insert({ events, clock }: ActionDeps, ref: Ref, start: Start): Promise<void> {
  const { workspaceId, conversationId: _id } = ref
  await events.conversations.insertOrFind(emptyRecord({ ...start, _id, workspaceId, channel: 'chat' }, clock.now()))
}
