import type {
  AgentId,
  CloseReasonId,
  Cmid,
  CommandKind,
  ConversationId,
  ErrorCode,
  EventBodies,
  Priority,
  StatusChange,
  Timestamp,
} from '@parley/protocol'
import type { ListRow } from './list-rows.ts'

/** What can be done with many conversations at once. */
export type BulkAction =
  | { type: 'assign'; assigneeId: AgentId | null }
  | { type: 'status'; status: 'open' | 'pending' | 'closed'; reasonId?: CloseReasonId | undefined }
  | { type: 'priority'; priority: Priority }
  | { type: 'tag'; tag: string }
  | { type: 'snooze'; until: Timestamp }

type Command = { [K in CommandKind]: { kind: K; body: EventBodies[K] } }[
  | 'conv.assign'
  | 'conv.status'
  | 'conv.priority'
  | 'conv.snooze'
  | 'conv.tag']
type Sent<C> = C extends { kind: 'conv.assign' }
  ? { kind: 'conv.assign'; body: Omit<EventBodies['conv.assign'], 'name'> }
  : C extends { kind: 'conv.status' }
    ? { kind: 'conv.status'; body: StatusChange }
    : C
export type BulkCommand = Sent<Command>

/** One conversation's part: a command with its id, made before it is sent first, and what takes it back. */
export type BulkStep = {
  id: ConversationId
  name: string
  cmid: Cmid
  command: BulkCommand
  back: BulkCommand | null
  state: 'todo' | 'done' | 'failed'
  code?: ErrorCode
}

type Both = { command: BulkCommand; back: BulkCommand | null }

const assigned = (to: AgentId | null, from: AgentId | null): BulkCommand => ({
  kind: 'conv.assign',
  body: { assigneeId: to, from },
})
const set = (status: 'open' | 'pending' | 'closed', reasonId?: CloseReasonId): BulkCommand => ({
  kind: 'conv.status',
  body: { status, ...(status === 'closed' && reasonId && { reasonId }) },
})
const tagged = (add: string[], remove: string[]): BulkCommand => ({ kind: 'conv.tag', body: { add, remove } })
const prior = (priority: Priority): BulkCommand => ({ kind: 'conv.priority', body: { priority } })

const snoozed = (until: Timestamp | null): BulkCommand => ({ kind: 'conv.snooze', body: { until } })

/** As it stood before it was put aside. */
function beforeSnooze({ status, snoozedUntil, reason }: ListRow): BulkCommand {
  return status === 'pending' || status === 'closed' ? set(status, reason?.id) : snoozed(snoozedUntil ?? null)
}

/** The command for a row and the one that takes it back; null where it is like this already. */
export function stepFor(action: BulkAction, row: ListRow): Both | null {
  switch (action.type) {
    case 'assign':
      return row.assigneeId === action.assigneeId ? null : assigning(action.assigneeId, row.assigneeId)
    case 'status':
      return row.status === action.status ? null : setting(action, row)
    case 'priority':
      return row.priority === action.priority ? null : { command: prior(action.priority), back: prior(row.priority) }
    case 'snooze':
      return { command: snoozed(action.until), back: beforeSnooze(row) }
    case 'tag':
      return row.tags.includes(action.tag)
        ? null
        : { command: tagged([action.tag], []), back: tagged([], [action.tag]) }
  }
}

function assigning(to: AgentId | null, from: AgentId | null): Both {
  return { command: assigned(to, from), back: assigned(from, to) }
}

/** What was put aside comes back open: until when it was to wait is over with it. */
function setting({ status, reasonId }: Extract<BulkAction, { type: 'status' }>, row: ListRow): Both {
  const before = row.status === 'snoozed' ? 'open' : row.status
  return { command: set(status, reasonId), back: before === status ? null : set(before, row.reason?.id) }
}

/** What takes back all that was done. */
export function undoing(steps: readonly BulkStep[], newCmid: () => Cmid): BulkStep[] {
  return steps.flatMap(({ id, name, state, back }) =>
    state === 'done' && back ? [{ id, name, cmid: newCmid(), command: back, back: null, state: 'todo' as const }] : [],
  )
}
