import {
  type AckFrame,
  type AnswerDraft,
  type CancelFrame,
  type Cmid,
  isRetryable,
  type MessageBody,
  type MessageId,
  type NackFrame,
  type SendFrame,
} from '@parley/protocol'
import { defined } from '../../lib/defined.ts'
import { conversationIdOf } from '../../lib/new-id.ts'
import { actorOf, formerIdsOf, type Principal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ActionDeps } from './action-deps.ts'
import { CANCEL_HASH } from './append.ts'
import { begin } from './begin.ts'
import { type Decide, hashOf, isRefusal, type Outcome, refuse } from './command.ts'
import { decisionOn } from './decisions.ts'
import { filesRefusal } from './files-refusal.ts'
import type { Ref } from './model.ts'
import type { KnownVisitor, SlotTaken } from './ports.ts'
import { formFor, prepared } from './preparation.ts'
import { numberFor } from './projection.ts'
import { routeOf } from './routing.ts'
import { settleSlots } from './slots.ts'

/** Commands of visitors and agents, from the frame to its answer. Sockets, long-polls and HTTP call the same function. */
export function createActions(deps: ActionDeps) {
  return {
    /** `only`: what must hold when it is stored, besides what always must. */
    async submit(principal: Principal, frame: SendFrame | CancelFrame, only?: Only): Promise<AckFrame | NackFrame> {
      const { workspaceId } = principal
      const conversationId = frame.conversationId ?? (frame.create && conversationIdOf(workspaceId, frame.create.key))
      if (!conversationId) return nack(frame.cmid, { code: 'invalid_request' })
      const ref: Ref = { workspaceId, conversationId }
      const outcome =
        frame.t === 'cancel'
          ? await cancel(deps, principal, frame, ref)
          : await send(deps, principal, frame, { ref, only })
      return outcome.ok ? ack(principal, outcome) : nack(frame.cmid, outcome)
    },
  }
}
export type Actions = ReturnType<typeof createActions>

function cancel(deps: ActionDeps, principal: Principal, frame: CancelFrame, ref: Ref): Promise<Outcome> {
  const decide: Decide = (state) =>
    mayRead(principal, state)
      ? { kind: 'cmid.cancel', body: {} }
      : refuse('conversation_not_found', 'No such conversation.')
  const prepare = async () => {
    const { refusal, late } = await begin(deps, principal, frame, { ref })
    return refusal ?? (late ? () => late : decide)
  }
  const command = { cmid: frame.cmid, h: CANCEL_HASH, ...personOf(principal) }
  return deps.events.append({ ...ref, command, decide: { prepare } })
}

/** As long as the visitor has written no more than so many messages; null: however many. */
type Only = { visitorMessages: number | null }
type Where = { ref: Ref; only?: Only | undefined }

async function send(deps: ActionDeps, principal: Principal, frame: SendFrame, { ref, only }: Where): Promise<Outcome> {
  const { cmid, kind, body, after } = frame
  let slot: SlotTaken | null = null
  const prepare = async () => {
    const form = await formFor(deps, principal, frame)
    // Whoever is refused leaves nothing behind: no conversation begins with what it may not.
    const tooMany = await filesRefusal(deps, principal, frame)
    if (tooMany) return tooMany
    const { refusal, late, slot: own, split } = await begin(deps, principal, frame, { ref, form })
    if (refusal) return refusal
    slot = own
    const { slot: found, ...known } = await prepared(deps, principal, frame, ref)
    slot ??= found
    return onlyIf(
      only,
      decisionOn({
        principal,
        kind,
        body,
        form,
        ...known,
        begins: own !== null,
        split,
        refusal: late ?? known.refusal,
      }),
    )
  }
  const { messageId, replyTo, answers } = body as { messageId?: MessageId; replyTo?: MessageId; answers?: AnswerDraft }
  const outcome = await deps.events.append({
    ...ref,
    command: { cmid, h: hashOf(kind, body), ...personOf(principal), ...(after && { after }) },
    decide: { prepare },
    target: messageId ?? replyTo ?? answers?.messageId,
  })
  await settleSlots(deps, frame, ref, { by: principal, outcome, slot }).catch((error: unknown) => {
    // The command is decided; a slot that was not given back is freed by the reconciler.
    deps.logger.warn({ err: error, conversationId: ref.conversationId }, 'slots not settled')
  })
  if (!outcome.ok) return outcome
  const { fx } = outcome.event
  tellLater(deps, principal, outcome.event)
  if (fx?.opened && principal.type === 'agent') introduceVisitorLater(deps, frame, ref)
  else if (fx?.opened && !outcome.dup) {
    introduceLater(deps, principal, ref)
    handOverLater(deps, frame, ref)
  }
  if (fx?.opened || fx?.fields) await acquaint(deps, principal, outcome)
  return outcome
}

/**
 * What the visitor said of himself in a form is his from here on. A repetition may come because the first time ended
 * before this: then what he has said since stays.
 */
async function acquaint({ forms, logger }: ActionDeps, principal: Principal, { event, dup }: Stored): Promise<void> {
  const { name, email, phone } = event.fx?.form?.fields ?? event.fx?.fields ?? {}
  if (principal.type !== 'visitor' || !(name || email || phone)) return
  const { workspaceId, visitorId: id } = principal
  await forms.told({ workspaceId, id }, defined({ name, email, phone }), dup).catch((error: unknown) => {
    logger.warn({ err: error, conversationId: event.conversationId }, 'name and address not kept with the visitor')
  })
}

/** What the visitor said of himself before he began; nobody waits for it. */
function introduceLater({ introduce, logger }: ActionDeps, principal: Principal, ref: Ref): void {
  if (principal.type !== 'visitor' || (!principal.name && !principal.email)) return
  introduce(ref, principal).catch((error: unknown) => {
    logger.warn({ err: error, conversationId: ref.conversationId }, 'name and address not noted')
  })
}

/** The same of whom an agent begins with; once more with a repetition, lest the first time ended before this. */
function introduceVisitorLater({ introduce, visitors, logger }: ActionDeps, { create }: SendFrame, ref: Ref): void {
  if (!create?.visitorId) return
  visitors
    .find(ref.workspaceId, create.visitorId)
    .then((visitor) => visitor && introduce(ref, said(visitor)))
    .catch((error: unknown) => {
      logger.warn({ err: error, conversationId: ref.conversationId }, 'name and address not noted')
    })
}

/** What he has said; what he has not is no news. */
const said = ({ name, email, phone }: KnownVisitor) =>
  defined({ name: name ?? undefined, email: email ?? undefined, phone: phone ?? undefined })

/** To whom its page asked for; the visitor's message is stored whatever comes of it. */
function handOverLater({ handOver, logger }: ActionDeps, frame: SendFrame, ref: Ref): void {
  const { agentId } = routeOf(frame)
  if (!agentId) return
  handOver(ref, agentId).catch((error: unknown) => {
    logger.warn({ err: error, conversationId: ref.conversationId }, 'not given to the agent who was asked for')
  })
}

function onlyIf(only: Only | undefined, decide: Decide): Decide {
  const most = only?.visitorMessages ?? null
  if (most === null) return decide
  return (state, at, target) => {
    const decision = decide(state, at, target)
    const isAnswered = !isRefusal(decision) && state.counts.visitor > most
    return isAnswered ? refuse('changed_since', 'The visitor has written meanwhile.') : decision
  }
}

/** The other log hears of it at once; what fails here the follower of the log finds. */
function tellMerge({ merges, logger }: ActionDeps, event: Stored['event']): void {
  merges.tell(event).catch((error: unknown) => {
    logger.warn({ err: error, conversationId: event.conversationId }, 'the other log does not know of a merge yet')
  })
}

/** The same of messages that went on in a conversation of their own. */
function tellSplit({ splits, logger }: ActionDeps, event: Stored['event']): void {
  splits.tell(event).catch((error: unknown) => {
    logger.warn({ err: error, conversationId: event.conversationId }, 'the other log does not know of a split yet')
  })
}

/** Nobody waits for it: a draft that stays is one that he throws away. */
function tellLater(deps: ActionDeps, by: Principal, event: Stored['event']): void {
  const { said, logger } = deps
  const { kind, conversationId } = event
  if (kind === 'conv.merge') tellMerge(deps, event)
  if (event.fx?.split) tellSplit(deps, event)
  if (!said || by.type !== 'agent' || (kind !== 'msg.new' && kind !== 'note.new')) return
  const { text = '', attachments = [] } = (event.body ?? {}) as Partial<MessageBody>
  const files = attachments.map(({ id }) => id)
  said(by, { conversationId, kind: kind === 'note.new' ? 'note' : 'reply', text, files }).catch((error: unknown) => {
    logger.warn({ err: error, conversationId }, 'draft of a message that was sent not ended')
  })
}

function personOf(principal: Principal) {
  return { actor: actorOf(principal), formerIds: formerIdsOf(principal) }
}

type Stored = Extract<Outcome, { ok: true }>

function ack(principal: Principal, { event, dup, canceled }: Stored): AckFrame {
  const n = numberFor(principal.type, event)
  return {
    t: 'ack',
    cmid: event.cmid,
    conversationId: event.conversationId,
    ...(n !== undefined && { n }),
    id: event._id,
    ts: event.ts.toISOString(),
    ...(dup && { dup }),
    ...(canceled !== null && { canceled }),
  }
}

type Refused = Pick<Extract<Outcome, { ok: false }>, 'code' | 'to' | 'errors'>

function nack(cmid: Cmid, { code, to, errors }: Refused): NackFrame {
  return { t: 'nack', cmid, code, retry: isRetryable(code), ...(to && { to }), ...(errors && { errors }) }
}
