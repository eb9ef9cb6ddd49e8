import type { Texts } from './texts.ts'

/** Why conversations are closed. */
export const reasons = {
  'settings.reasons': 'Reasons',
  'reasons.lead': 'Why conversations are closed. Agents alone see it, and filter by it.',
  'reasons.when': 'Ask when somebody closes',
  'reasons.when.never': 'Never',
  'reasons.when.offered': 'Offer a reason',
  'reasons.when.required': 'Require a reason',
  'reasons.name': 'Reason {number}',
  'reasons.add': 'Add a reason',
  'reasons.empty': 'No reasons yet.',
  'reasons.up': 'Move {name} up',
  'reasons.remove': 'Remove {name}',
  'reasons.save': 'Save reasons',
  'reasons.saving': 'Saving',
  'reasons.saved': 'The reasons are saved.',
  'reasons.reload': 'Show what stands there now',
  'reasons.twice': 'Two reasons have the same name.',
  'reasons.needs_one': 'Add a reason first: nobody could close anything without one.',
  'reasons.ask': 'Why do you close it?',
  'reasons.none_given': 'Without a reason',
  'filter.reason': 'Closed because',
  'macros.does.closed_for': 'Close: {reason}',
} as const

export type ReasonTexts = Texts<typeof reasons>
