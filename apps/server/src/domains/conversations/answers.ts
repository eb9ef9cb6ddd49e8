import {
  type Action,
  type Answer,
  type AnswerDraft,
  type AnsweredField,
  answerOf,
  type EventBodies,
  type Fx,
  type MessageBody,
  type MessageForm,
} from '@parley/protocol'
import { askedOf, faultsOf } from '@parley/protocol/forms'
import { type Decision, type Refusal, refuse } from './command.ts'
import { type EventRecord, stateOf } from './model.ts'

type Said = { text: string; answers: Answer; fields?: AnsweredField[] }

/**
 * What a visitor's answer becomes, or why it is none: `target` is the message it names, in its conversation, with
 * everything folded in that happened to it. The words are the message's own, not the sender's.
 */
export function answerTo(target: EventRecord | null, draft: AnswerDraft, fx: Fx): Decision | Refusal {
  const { body, answer } = target?.kind === 'msg.new' ? stateOf(target) : { body: null }
  if (!body) return refuse('message_not_found', `No message ${draft.messageId}.`)
  if (answer) return refuse('already_answered', 'This message was answered already.')
  const found = draft.fields ? filledIn(body, draft) : pressed(body, draft)
  if (!found) return refuse('answer_invalid', 'The message does not offer this answer.')
  const { text, answers, fields = [] } = found
  const kept = Object.fromEntries(fields.map((field) => [field.key, String(field.value)]))
  const said: EventBodies['msg.new'] = { v: 1, type: 'text', text, attachments: [], fallback: text, answers }
  return { kind: 'msg.new', body: said, fx: { ...fx, ...(fields.length > 0 && { fields: kept }) } }
}

function pressed(body: MessageBody, { messageId, value }: AnswerDraft): Said | null {
  const action = actionsOf(body).find((one) => answerOf(one) === value)
  return action && value !== undefined ? { text: action.label, answers: { messageId, value } } : null
}

function actionsOf(body: MessageBody): readonly Action[] {
  switch (body.type) {
    case 'buttons':
      return body.buttons
    case 'quick_replies':
      return body.replies
    case 'card':
      return body.card.actions
    case 'carousel':
      return body.cards.flatMap(({ actions }) => actions)
    case 'text':
    case 'form':
      return []
  }
}

function filledIn(body: MessageBody, { messageId, fields: given = {} }: AnswerDraft): Said | null {
  if (body.type !== 'form' || faultsOf(body.form.fields, given).length > 0) return null
  const fields = askedOf(body.form.fields, given).flatMap((field) => answeredField(field, given[field.key]?.trim()))
  const lines = fields.map(({ label, text }) => `${label}: ${text}`)
  return { text: lines.join('\n') || body.form.title, answers: { messageId, fields }, fields }
}

type Field = MessageForm['fields'][number]

/** Nothing for a field that was left empty. */
function answeredField({ key, type, label, choices }: Field, given: string | undefined): AnsweredField[] {
  if (!given) return []
  if (type === 'checkbox') return [{ key, label, value: true, text: '✓' }]
  const value = type === 'number' ? Number(given) : given
  return [{ key, label, value, text: choices.find((choice) => choice.value === given)?.label ?? given }]
}
