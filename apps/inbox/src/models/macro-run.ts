import { ClientError, type ConversationHandle, type SendBody } from '@parley/client'
import type {
  AgentId,
  Attachment,
  CannedResponse,
  CloseReasonId,
  CommandKind,
  DepartmentId,
  ErrorCode,
  MacroAction,
  MessageId,
  Timestamp,
} from '@parley/protocol'
import type { ConversationFold } from '@parley/protocol/reduce'
import { filled, missingIn, type Values } from '../format/variables.ts'
import { textFor } from './composer-sources.ts'

/** Where a macro runs: one conversation, and what is written in it. */
export type MacroDesk = {
  handle: Pick<ConversationHandle, 'command' | 'fold' | 'timeline'>
  me: AgentId
  /** Where it is; null while nobody knows. */
  departmentId: DepartmentId | null
  draft: { get(): string; set(text: string): void }
  canned: readonly CannedResponse[]
  /** Copies of its files, to be sent here. */
  filesOf(one: CannedResponse): Promise<readonly Attachment[]>
  values: Values
  locales: readonly string[]
  now(): number
  /** Why it is closed, as far as anybody said so. */
  closedFor?: CloseReasonId | undefined
}
/** Why an action was not done. */
export type Refusal = ErrorCode | 'variables' | 'canned_gone' | 'files'
/** What came of one action; `back` takes it back and says whether that went through, null where nothing can. */
export type Outcome =
  | { is: 'done'; back: (() => Promise<boolean>) | null }
  | { is: 'nothing' }
  | { is: 'failed'; why: Refusal }

const NOTHING: Outcome = { is: 'nothing' }
type Fold = ConversationFold<Timestamp>

/** Does one action by the command that an agent gives himself. */
export async function runAction(desk: MacroDesk, action: MacroAction): Promise<Outcome> {
  const fold = desk.handle.fold.peek()
  if (!fold) return { is: 'failed', why: 'conversation_not_found' }
  switch (action.type) {
    case 'insert':
      return insert(desk, filled(action.text, desk.values))
    case 'send':
      return send(desk, action.cannedResponseId)
    case 'note':
      return note(desk, filled(action.text, desk.values))
    case 'assign':
      return assign(desk, fold, assigneeOf(desk, action.to))
    case 'pass':
      return pass(desk, fold, action.departmentId)
    case 'tag':
      return tag(desk, fold, action)
    case 'priority': {
      const before = fold.priority
      if (before === action.priority) return NOTHING
      return change(desk, 'conv.priority', { priority: action.priority }, () =>
        command(desk, 'conv.priority', { priority: before }),
      )
    }
    case 'status':
      if (fold.status === action.status) return NOTHING
      return change(desk, 'conv.status', standing(action.status, action.reasonId), backTo(desk, fold))
    case 'snooze': {
      const until = new Date(desk.now() + action.hours * 3_600_000).toISOString()
      return change(desk, 'conv.snooze', { until }, backTo(desk, fold))
    }
  }
}

function assigneeOf({ me }: MacroDesk, to: Extract<MacroAction, { type: 'assign' }>['to']): AgentId | null {
  if (to === 'nobody') return null
  return to === 'me' ? me : to
}

async function command<K extends CommandKind>({ handle }: MacroDesk, kind: K, body: SendBody<K>): Promise<boolean> {
  const result = await handle.command(kind, body)
  return result.phase !== 'failed' || result.code === 'unchanged'
}

/** What is not stored yet goes out by itself: it counts as done. */
async function change<K extends CommandKind>(
  { handle }: MacroDesk,
  kind: K,
  body: SendBody<K>,
  back: (() => Promise<boolean>) | null,
): Promise<Outcome> {
  const result = await handle.command(kind, body)
  if (result.phase !== 'failed') return { is: 'done', back }
  return result.code === 'unchanged' ? NOTHING : { is: 'failed', why: result.code }
}

/** A reason is one of closing alone. */
const standing = (status: 'open' | 'pending' | 'closed', reasonId: CloseReasonId | undefined) => ({
  status,
  ...(status === 'closed' && reasonId && { reasonId }),
})

/** As it was: open, pending, closed, or aside until the same moment. */
function backTo(desk: MacroDesk, { status, snoozedUntil }: Fold) {
  return () => {
    if (status !== 'snoozed') return command(desk, 'conv.status', standing(status, desk.closedFor))
    const isAhead = snoozedUntil && Date.parse(snoozedUntil) > desk.now()
    return isAhead
      ? command(desk, 'conv.snooze', { until: snoozedUntil })
      : command(desk, 'conv.status', { status: 'open' })
  }
}

function insert({ draft }: MacroDesk, text: string): Outcome {
  const before = draft.get()
  const after = before.trim() === '' ? text : `${before.trimEnd()}\n\n${text}`
  draft.set(after)
  return {
    is: 'done',
    async back() {
      if (draft.get() !== after) return false // somebody went on writing
      draft.set(before)
      return true
    },
  }
}

async function send(desk: MacroDesk, id: string): Promise<Outcome> {
  const found = desk.canned.find((one) => one.id === id)
  if (!found) return { is: 'failed', why: 'canned_gone' }
  const text = filled(textFor(found, desk.locales), desk.values)
  if (missingIn(text, desk.values).length > 0) return { is: 'failed', why: 'variables' }
  try {
    const attachments = [...(await desk.filesOf(found))]
    const body = { v: 1 as const, type: 'text' as const, text, ...(attachments.length > 0 && { attachments }) }
    return await change(desk, 'msg.new', body, null) // the visitor may have read it
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return { is: 'failed', why: 'files' }
  }
}

async function note(desk: MacroDesk, text: string): Promise<Outcome> {
  const { handle } = desk
  const before = new Set(handle.timeline.peek().map(({ key }) => key))
  return change(desk, 'note.new', { v: 1, type: 'text', text }, async () => {
    const messageId = handle.timeline
      .peek()
      .flatMap((item) => (item.type === 'message' && item.mine && !before.has(item.key) ? [item] : []))
      .find((item) => item.kind === 'note.new' && item.body?.text === text)?.messageId
    return messageId ? command(desk, 'note.del', { messageId: messageId as MessageId }) : false
  })
}

async function assign(desk: MacroDesk, { assigneeId: before }: Fold, assigneeId: AgentId | null): Promise<Outcome> {
  const from = before ?? null
  if (from === assigneeId) return NOTHING
  return change(desk, 'conv.assign', { assigneeId, from }, () =>
    command(desk, 'conv.assign', { assigneeId: from, from: assigneeId }),
  )
}

/** Back means to the department where it was, and to whoever had it; whoever does not see it any more cannot. */
async function pass(desk: MacroDesk, { assigneeId }: Fold, departmentId: DepartmentId): Promise<Outcome> {
  const from = assigneeId ?? null
  const { departmentId: before } = desk
  if (before === departmentId) return NOTHING
  return change(desk, 'conv.department', { departmentId, from }, async () => {
    if (!before || !(await command(desk, 'conv.department', { departmentId: before, from: null }))) return false
    return from === null || command(desk, 'conv.assign', { assigneeId: from, from: null })
  })
}

async function tag(
  desk: MacroDesk,
  { tags }: Fold,
  { add, remove }: Extract<MacroAction, { type: 'tag' }>,
): Promise<Outcome> {
  const fresh = add.filter((one) => !tags.includes(one))
  const gone = remove.filter((one) => tags.includes(one))
  if (fresh.length + gone.length === 0) return NOTHING
  return change(desk, 'conv.tag', { add: fresh, remove: gone }, () =>
    command(desk, 'conv.tag', { add: gone, remove: fresh }),
  )
}

/** Takes back what can be, the last first. What stays, by its place among the actions. */
export async function takeBack(outcomes: readonly Outcome[]): Promise<number[]> {
  const stays: number[] = []
  for (const [at, outcome] of [...outcomes.entries()].reverse()) {
    if (outcome.is !== 'done') continue
    if (!outcome.back || !(await outcome.back())) stays.unshift(at)
  }
  return stays
}
