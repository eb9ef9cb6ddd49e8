import type { ConversationHandle, SendBody } from '@parley/client'
import type {
  Agent,
  AgentId,
  CloseReasonId,
  CommandKind,
  ConversationStatus,
  DepartmentId,
  ErrorCode,
  Priority,
  Timestamp,
} from '@parley/protocol'
import type { ConversationFold } from '@parley/protocol/reduce'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { fullTime } from '../format/times.ts'
import { t } from '../i18n/translate.ts'
import type { Saved } from './contact-edits.ts'
import type { PeopleModel } from './people-model.ts'
import type { Toast, ToastsModel } from './toasts-model.ts'

/** The fields of a conversation that a click changes at once, before the server has said so. */
export type Facts = Pick<ConversationFold<Timestamp>, 'status' | 'snoozedUntil' | 'assigneeId' | 'priority' | 'tags'>

type Deps = {
  handle: Pick<ConversationHandle, 'command' | 'fold'>
  me: Agent
  facts: ReadonlySignal<Facts | null>
  /** What was clicked and is not stored yet: shown at once, taken back when it is refused. */
  ahead: Signal<Partial<Facts>>
  /** Why it is closed, as far as anybody said so. */
  closedFor(): CloseReasonId | undefined
  people: Pick<PeopleModel, 'nameOf' | 'departmentName'>
  toasts: Pick<ToastsModel, 'show'>
}
type Desk = Deps & { busy: Signal<CommandKind | null> }
type Change<K extends CommandKind> = {
  kind: K
  body: SendBody<K>
  shown: Partial<Facts>
  done: string
  undo: (() => void) | null
  /** The same again, on the newer state: offered when a colleague was faster. */
  again?: () => void
}
type Undo = 'with undo' | 'no undo'

/** What an agent does with a conversation. Each says what came of it, and how to take it back. */
export function createConversationActions(deps: Deps) {
  const desk: Desk = { ...deps, busy: signal(null) }
  return {
    /** The command under way. */
    busy: desk.busy,
    claim: () => assign(desk, desk.me.id),
    assign: (assigneeId: AgentId | null) => assign(desk, assigneeId),
    handOver: (to: Receiver, note: string) => handOver(desk, to, note),
    close: (reasonId?: CloseReasonId) => setStatus(desk, 'closed', 'with undo', reasonId),
    reopen: () => setStatus(desk, 'open'),
    /** Waits for the visitor now, or for us again. */
    /** Puts it aside until a moment, or takes it back. */
    snooze: (until: Timestamp) => snooze(desk, until),
    unsnooze: () => snooze(desk, null),
    togglePending: () => setStatus(desk, desk.facts.peek()?.status === 'pending' ? 'open' : 'pending'),
    setPriority: (priority: Priority) => setPriority(desk, priority),
    addTag: (tag: string) => setTags(desk, { add: [tag.trim()], remove: [] }),
    setField: (key: string, value: string | null, was: string | null) => setField(desk, { key, value, was }),
    removeTag: (tag: string) => setTags(desk, { add: [], remove: [tag] }),
  }
}

async function change<K extends CommandKind>(
  desk: Desk,
  { kind, body, shown, done, undo, again }: Change<K>,
): Promise<void> {
  const { ahead, busy, handle, toasts } = desk
  ahead.value = { ...ahead.peek(), ...shown }
  busy.value = kind
  const result = await handle.command(kind, body)
  busy.value = null
  ahead.value = without(ahead.peek(), shown)
  if (result.phase === 'pending') toasts.show({ text: t('toast.later'), tone: 'plain' })
  else if (result.phase === 'failed' && result.code !== 'unchanged') toasts.show(refusal(desk, result.code, again))
  else toasts.show({ text: done, tone: 'plain', ...(undo ? { undo } : {}) })
}

function refusal({ handle, people }: Desk, code: ErrorCode, again: (() => void) | undefined): Toast {
  const holder = handle.fold.peek()?.assigneeId
  const name = (holder && people.nameOf(holder)) ?? t('who.colleague')
  switch (code) {
    case 'already_assigned':
      return {
        text: holder ? t('refused.already_assigned', { name }) : t('refused.back_in_queue'),
        tone: 'problem',
        ...(again && { action: { label: t('refused.anyway'), run: again } }),
      }
    case 'at_capacity':
      return { text: t('refused.at_capacity'), tone: 'problem' }
    case 'closed':
      return { text: t('refused.closed'), tone: 'problem' }
    case 'conversation_not_found':
      return { text: t('refused.gone'), tone: 'problem' }
    case 'forbidden':
      return { text: t('refused.forbidden'), tone: 'problem' }
    case 'reason_required':
    case 'reason_not_found':
      return { text: t('refused.reason'), tone: 'problem' }
    default:
      return { text: t('refused.other'), tone: 'problem' }
  }
}

function assign(desk: Desk, assigneeId: AgentId | null, undo: Undo = 'with undo'): void {
  const from = desk.facts.peek()?.assigneeId ?? null
  if (from === assigneeId) return
  void change(desk, {
    kind: 'conv.assign',
    body: { assigneeId, from },
    shown: { assigneeId },
    done: assignedText(desk, assigneeId),
    undo: undo === 'with undo' ? () => assign(desk, from, 'no undo') : null,
    again: () => assign(desk, assigneeId, undo),
  })
}

function assignedText({ me, people }: Desk, assigneeId: AgentId | null): string {
  if (assigneeId === null) return t('toast.unassigned')
  if (assigneeId === me.id) return t('toast.claimed')
  return t('toast.assigned', { name: people.nameOf(assigneeId) ?? t('who.colleague') })
}

/** To whom it is given: an agent, or a department where somebody takes it. */
export type Receiver = { agentId: AgentId } | { departmentId: DepartmentId }

/**
 * The note first: who passes a conversation to another department may not see it afterwards. False when that was not
 * stored; then nothing is given away.
 */
async function handOver(desk: Desk, to: Receiver, note: string): Promise<boolean> {
  const text = note.trim()
  if (text) {
    const handOver = {
      assigneeId: 'agentId' in to ? to.agentId : null,
      departmentId: 'departmentId' in to ? to.departmentId : null,
    }
    const { phase } = await desk.handle.command('note.new', { v: 1, type: 'text', text, handOver })
    if (phase !== 'sent') {
      desk.toasts.show({ text: t('transfer.note_failed'), tone: 'problem' })
      return false
    }
  }
  if ('agentId' in to) assign(desk, to.agentId)
  else passOn(desk, to.departmentId)
  return true
}

function passOn(desk: Desk, departmentId: DepartmentId): void {
  const from = desk.facts.peek()?.assigneeId ?? null
  void change(desk, {
    kind: 'conv.department',
    body: { departmentId, from },
    shown: { assigneeId: null },
    done: t('toast.passed', { name: desk.people.departmentName(departmentId) ?? t('who.department') }),
    undo: null, // whoever passed it on may not see it any more
    again: () => passOn(desk, departmentId),
  })
}

type Settable = Exclude<ConversationStatus, 'snoozed'>

function setStatus(desk: Desk, status: Settable, undo: Undo = 'with undo', reasonId?: CloseReasonId): void {
  const facts = desk.facts.peek()
  if (!facts || facts.status === status) return
  const before = desk.closedFor()
  void change(desk, {
    kind: 'conv.status',
    body: { status, ...(reasonId && { reasonId }) },
    shown: { status, snoozedUntil: null },
    done: { open: t('toast.reopened'), pending: t('toast.pending'), closed: t('toast.closed') }[status],
    undo: undo === 'with undo' ? () => backTo(desk, facts, before) : null,
  })
}

function snooze(desk: Desk, until: Timestamp | null, undo: Undo = 'with undo'): void {
  const before = desk.facts.peek()
  if (!before || before.snoozedUntil === until) return
  const reasonId = desk.closedFor()
  void change(desk, {
    kind: 'conv.snooze',
    body: { until },
    shown: { status: until ? 'snoozed' : 'open', snoozedUntil: until },
    done: until ? t('toast.snoozed', { time: fullTime(until) }) : t('toast.unsnoozed'),
    undo: undo === 'with undo' ? () => backTo(desk, before, reasonId) : null,
  })
}

/** As it stood before a snooze, or before it was over; closed for the reason that it was closed for. */
function backTo(desk: Desk, { status, snoozedUntil }: Facts, reasonId: CloseReasonId | undefined): void {
  const isAsleep = desk.facts.peek()?.status === 'snoozed'
  if (status === 'snoozed' || (status === 'open' && isAsleep)) snooze(desk, snoozedUntil, 'no undo')
  else setStatus(desk, status, 'no undo', status === 'closed' ? reasonId : undefined)
}

function setPriority(desk: Desk, priority: Priority, undo: Undo = 'with undo'): void {
  const before = desk.facts.peek()?.priority ?? 'normal'
  if (before === priority) return
  void change(desk, {
    kind: 'conv.priority',
    body: { priority },
    shown: { priority },
    done: t('toast.priority', { priority: t(`priority.${priority}`) }),
    undo: undo === 'with undo' ? () => setPriority(desk, before, 'no undo') : null,
  })
}

function setTags(desk: Desk, { add, remove }: { add: string[]; remove: string[] }, undo: Undo = 'with undo'): void {
  const tags = desk.facts.peek()?.tags ?? []
  const fresh = add.filter((tag) => !tags.includes(tag))
  const gone = remove.filter((tag) => tags.includes(tag))
  if (fresh.length + gone.length === 0) return
  void change(desk, {
    kind: 'conv.tag',
    body: { add: fresh, remove: gone },
    shown: { tags: [...tags.filter((tag) => !gone.includes(tag)), ...fresh] },
    done: fresh[0] ? t('toast.tagged', { tag: fresh[0] }) : t('toast.untagged', { tag: gone[0] ?? '' }),
    undo: undo === 'with undo' ? () => setTags(desk, { add: gone, remove: fresh }, 'no undo') : null,
  })
}

/** What somebody else wrote there meanwhile is never written over unasked. */
async function setField({ handle, toasts }: Desk, body: SendBody<'conv.field'>): Promise<Saved> {
  const result = await handle.command('conv.field', body)
  if (result.phase === 'pending') toasts.show({ text: t('toast.later'), tone: 'plain' })
  if (result.phase !== 'failed' || result.code === 'unchanged') return 'saved'
  if (result.code === 'changed_since') return 'conflict'
  return result.code === 'invalid_request' ? 'invalid' : 'failed'
}

/** `ahead` without what `shown` put there, unless a later click has changed it again. */
function without(ahead: Partial<Facts>, shown: Partial<Facts>): Partial<Facts> {
  const rest = Object.entries(ahead).filter(([key, value]) => shown[key as keyof Facts] !== value)
  return Object.fromEntries(rest)
}
