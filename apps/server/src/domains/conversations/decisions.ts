import {
  AGENT_COMMANDS,
  type CommandKind,
  type Draft,
  type EventBodies,
  type Fx,
  type NoteBody,
  type StatusChange,
  VISITOR_COMMANDS,
} from '@parley/protocol'
import type { Principal } from '../../lib/principal.ts'

import { mayRead } from './access.ts'
import { answerTo } from './answers.ts'
import { richBody } from './bodies.ts'
import { type Decide, type Decision, isRefusal, type Refusal, refuse } from './command.ts'
import { formRefusal, takenAt } from './form-refusal.ts'
import { namingOf, purposeRefusal, settling } from './mention-rules.ts'
import { follows, merge, movedFrom } from './merge-rules.ts'
import { deletion, edit, quoteOf, reaction, redaction } from './message-rules.ts'
import type { Now, Prepared, Rule } from './rule.ts'
import { snooze } from './snooze.ts'
import { joining, leaving, teamRefusal } from './team-rules.ts'
import { handOverOf, passOn } from './transfers.ts'

/** One rule per kind of command: what it becomes in the log, or why not. Consequences are fields of the event (SYNC-8). */
const RULES: Record<CommandKind, Rule> = {
  'msg.new': (prepared, now) =>
    prepared.principal.type === 'visitor' ? visitorMessage(prepared, now) : agentMessage(prepared, now),
  'note.new': (prepared, now) => purposeRefusal(prepared, now.state) ?? said('note.new', prepared, now),
  'msg.edit': edit,
  'note.edit': edit,
  'msg.del': deletion,
  'note.del': deletion,
  'msg.react': reaction,
  'note.react': reaction,
  'msg.redact': redaction,
  'note.redact': redaction,
  'conv.status': status,
  'conv.assign': assign,
  'conv.department': passOn,
  'conv.tag': tag,
  'conv.field': (prepared, { state }) => {
    const { was, ...body } = prepared.body as EventBodies['conv.field'] & { was?: string | null } // here and below: judged by the schema of its kind
    const now = state.fields[body.key] ?? null
    if (now === body.value) return refuse('unchanged', `The field ${body.key} has this value already.`)
    if (was !== undefined && was !== now) return refuse('changed_since', `Somebody else changed the field ${body.key}.`)
    return { kind: 'conv.field', body }
  },
  'conv.priority': (prepared, { state }) => {
    const body = prepared.body as EventBodies['conv.priority']
    return state.priority === body.priority
      ? refuse('unchanged', `The priority is ${body.priority} already.`)
      : { kind: 'conv.priority', body }
  },
  'conv.rate': rating,
  'conv.request': settling,
  'conv.snooze': snooze,
  'conv.merge': merge,
  'part.join': joining,
  'part.leave': leaving,
}

const COMMANDS: Record<Principal['type'], ReadonlySet<string>> = {
  visitor: new Set(VISITOR_COMMANDS),
  agent: new Set(AGENT_COMMANDS),
}

/** The decision on `prepared`, to be taken on every state that it meets (SYNC-20). */
export function decisionOn(prepared: Prepared): Decide {
  const { principal, kind, refusal } = prepared
  return (state, at, target) => {
    if (!mayRead(principal, state)) return refuse('conversation_not_found', 'No such conversation.')
    if (!COMMANDS[principal.type].has(kind)) return refuse('forbidden', `A ${principal.type} may not send ${kind}.`)
    if (state.movedTo && !follows(kind)) return movedFrom(state.movedTo)
    return refusal ?? teamRefusal(prepared, state) ?? RULES[kind](prepared, { state, at, target })
  }
}

function textBody({ body, attachments }: Prepared): EventBodies['note.new'] {
  const { text } = body as { text: string }
  return { v: 1, type: 'text', text, attachments, fallback: text || attachments.map(({ name }) => name).join(', ') }
}

function messageBody(prepared: Prepared): EventBodies['msg.new'] {
  const draft = prepared.body as Draft
  return draft.type === 'text' ? textBody(prepared) : richBody(draft, prepared.attachments)
}

/** The message as it is stored, with what it answers; or why it may not answer that. */
function said(kind: 'msg.new' | 'note.new', prepared: Prepared, now: Now, fx?: Decision['fx']): Decision | Refusal {
  const quote = quoteOf(prepared, now)
  if (quote && isRefusal(quote)) return quote
  const body = {
    ...messageBody(prepared),
    ...(quote && { quote }),
    ...namingOf(prepared, now.state),
    ...handOverOf(prepared),
    ...purposeOf(prepared),
  }
  return { kind, body, ...(fx && { fx }) }
}

/** What a note is for. */
const purposeOf = ({ body }: Prepared): Pick<NoteBody, 'purpose'> => {
  const { purpose } = body as Pick<NoteBody, 'purpose'>
  return purpose ? { purpose } : {}
}

function visitorMessage(prepared: Prepared, now: Now): Decision | Refusal {
  const { principal, form, campaign } = prepared
  if (principal.type === 'visitor' && principal.blocked)
    return refuse('blocked', 'Messages of this visitor are refused.')
  const draft = prepared.body as Draft
  if (draft.type !== 'text') return refuse('forbidden', `A visitor sends text; ${draft.type} is for agents.`)
  const { state } = now
  const isFirst = state.head.vseq === 0
  const refusal = isFirst && formRefusal(form)
  if (refusal) return refusal
  const fx = {
    ...(isFirst && { opened: true as const }),
    ...(isFirst && form?.taken && { form: takenAt(form.taken, now.at) }),
    ...(isFirst && campaign && { campaign }),
    ...metadataOf(draft),
    ...(!isFirst && backAfter(state)),
  }
  return draft.answers ? answerTo(now.target, draft.answers, fx) : said('msg.new', prepared, now, fx)
}

/** What was closed or waited for him is open again; that the team had put it aside is not the visitor's to know. */
function backAfter({ status, visibleStatus = status }: Now['state']): Pick<Fx, 'status' | 'woken'> {
  const isNews =
    status === 'snoozed' ? visibleStatus === 'pending' : [status, visibleStatus].some((one) => one !== 'open')
  return { ...(status === 'snoozed' && { woken: true }), ...(isNews && { status: 'open' }) }
}

/** For the agents: it goes where visitors do not look (SYNC-16). */
function metadataOf({ metadata = {} }: Pick<Extract<Draft, { type: 'text' }>, 'metadata'>): Pick<Fx, 'metadata'> {
  return Object.keys(metadata).length > 0 ? { metadata } : {}
}

function agentMessage(prepared: Prepared, now: Now): Decision | Refusal {
  const { state, at } = now
  if (state.status === 'closed') return refuse('closed', 'Reopen the conversation first.')
  const draft = prepared.body as Draft
  if ('answers' in draft) return refuse('forbidden', 'Only a visitor answers what was offered.')
  if ('metadata' in draft) return refuse('forbidden', 'Only the page of a visitor says something with a message.')
  if ('route' in draft) return refuse('forbidden', 'Only the page of a visitor wishes where a conversation begins.')
  if (state.head.vseq === 0) return agentBegins(prepared, now)
  const isFirstAnswer = state.waitingSince !== null && state.counts.messages === state.counts.visitor
  const firstResponseMs = state.waitingSince ? at.getTime() - state.waitingSince.getTime() : 0
  return said('msg.new', prepared, now, isFirstAnswer ? { firstResponseMs } : {})
}

/** The first message of a conversation that an agent begins makes it his; nobody else's message begins one. */
function agentBegins(prepared: Prepared, now: Now): Decision | Refusal {
  const { principal, begins, split } = prepared
  if (principal.type !== 'agent' || !begins) return refuse('conversation_not_found', 'Nothing was said here yet.')
  return said('msg.new', prepared, now, { opened: true, assigneeId: principal.agentId, ...(split && { split }) })
}

function rating({ body, features }: Prepared, { state }: Now): Decision | Refusal {
  if (features && !features.rating) return refuse('feature_off', 'This site does not ask for ratings.')
  if (state.head.vseq === 0) return refuse('conversation_not_found', 'Nothing was said here yet.')
  return { kind: 'conv.rate', body: body as EventBodies['conv.rate'] }
}

function status({ principal, body, features, reason }: Prepared, { state }: Now): Decision | Refusal {
  const { reasonId, ...wanted } = body as StatusChange
  if (features && !features.end) return refuse('feature_off', 'Visitors of this site do not end conversations.')
  if (principal.type === 'visitor' && wanted.status !== 'closed')
    return refuse('forbidden', 'A visitor may only end a conversation.')
  if (reasonId && (principal.type === 'visitor' || wanted.status !== 'closed'))
    return refuse('forbidden', 'Only an agent says why, and only of closing.')
  if (state.head.vseq === 0) return refuse('conversation_not_found', 'Nothing was said here yet.')
  if (state.status === wanted.status) return refuse('unchanged', `The conversation is ${wanted.status} already.`)
  return { kind: 'conv.status', body: wanted, ...(reason && { fx: { reason } }) }
}

function assign({ body, assigneeName }: Prepared, { state }: Now): Decision | Refusal {
  if (state.status === 'closed') return refuse('closed', 'Reopen the conversation first.')
  const { assigneeId, from } = body as EventBodies['conv.assign']
  if (state.assigneeId === assigneeId) return refuse('unchanged', 'It is assigned like this already.')
  if (state.assigneeId !== from) return refuse('already_assigned', `${state.assigneeName ?? 'Somebody'} took it first.`)
  return { kind: 'conv.assign', body: { assigneeId, from, name: assigneeName } }
}

function tag({ body }: Prepared, { state }: Now): Decision | Refusal {
  const { add, remove } = body as EventBodies['conv.tag']
  const added = add.filter((one) => !state.tags.includes(one))
  const removed = remove.filter((one) => state.tags.includes(one))
  if (added.length + removed.length === 0) return refuse('unchanged', 'The tags are like this already.')
  return { kind: 'conv.tag', body: { add: added, remove: removed } }
}
