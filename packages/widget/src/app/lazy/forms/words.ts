import type { PlainForm } from '@parley/protocol'
import { betterEmail, type Fault } from '@parley/protocol/forms'
import type { MoreTexts } from '../../i18n/more/en.ts'
import type { Kit } from '../../ui/kit.ts'

export type PlainField = PlainForm['fields'][number]

const FAULTS: Partial<Record<Fault, keyof MoreTexts>> = {
  email: 'bad_email',
  phone: 'bad_phone',
  number: 'bad_number',
  date: 'bad_date',
  choice: 'bad_choice',
  too_long: 'bad_long',
}

/** What is wrong, and what to do about it. */
export function faultText({ t }: Kit, fault: Fault, type: string, answer: string): string {
  const better = fault === 'email' && betterEmail(answer.trim())
  if (better) return t('bad_email_short', { better })
  if (fault === 'required' && type === 'consent') return t('bad_consent')
  return t(FAULTS[fault] ?? 'bad_required')
}

/** The owner's words, or ours for the usual keys. */
export function labelOf({ t }: Kit, { label, key, type }: PlainField): string {
  return label || t(`f_${key}` as keyof MoreTexts) || t(`f_${type}` as keyof MoreTexts)
}

export function choiceLabel({ t }: Kit, { type }: PlainField, { value, label }: PlainField['choices'][number]): string {
  return label || (type === 'priority' && t(`p_${value}` as keyof MoreTexts)) || value
}
