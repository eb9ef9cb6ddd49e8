import { type Action, type Attachment, type Card, type Draft, LIMITS, type MessageBody } from '@parley/protocol'

type RichDraft = Exclude<Draft, { type: 'text' }>

/** The body of a message that is no text, with what a reader shows who does not know its type (SYNC-17). */
export function richBody({ replyTo: _, ...draft }: RichDraft, attachments: Attachment[]): MessageBody {
  const fallback = linesOf(draft).filter(Boolean).join('\n').slice(0, LIMITS.textLength)
  const common = { attachments, fallback }
  return draft.type === 'card' ? { ...draft, text: draft.card.text, ...common } : { ...draft, ...common }
}

/** The files that a message names: its own, or the pictures of its cards. */
export function filesOf(draft: Draft): Attachment['id'][] {
  if (draft.type === 'text') return draft.attachments ?? []
  return [...new Set(cardsOf(draft).flatMap(({ image }) => image ?? []))]
}

function cardsOf(draft: RichDraft): Card[] {
  if (draft.type === 'card') return [draft.card]
  return draft.type === 'carousel' ? draft.cards : []
}

function linesOf(draft: RichDraft): string[] {
  switch (draft.type) {
    case 'buttons':
      return [draft.text, ...draft.buttons.map(lineOf)]
    case 'quick_replies':
      return [draft.text, ...draft.replies.map(lineOf)]
    case 'card':
      return cardLines(draft.card)
    case 'carousel':
      return [draft.text, ...draft.cards.flatMap(cardLines)]
    case 'form':
      return [draft.text, draft.form.title, draft.form.lead, ...draft.form.fields.map(({ label }) => `• ${label}`)]
  }
}

const cardLines = ({ title, text, actions }: Card) => [title, text, ...actions.map(lineOf)]

function lineOf(action: Action): string {
  return action.type === 'link' ? `• ${action.label}: ${action.url}` : `• ${action.label}`
}
