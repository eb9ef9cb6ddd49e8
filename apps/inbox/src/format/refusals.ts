import type { ErrorCode } from '@parley/protocol'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'

const TEXTS: Partial<Record<ErrorCode, MessageKey>> = {
  at_capacity: 'refused.at_capacity',
  blocked: 'begin.refused.blocked',
  visitor_gone: 'begin.refused.gone',
  visitor_not_found: 'begin.refused.gone',
  department_not_found: 'begin.refused.department',
  forbidden: 'refused.forbidden',
  reason_required: 'refused.reason',
  reason_not_found: 'refused.reason',
}

/** Why a conversation was not begun, and what to do about it. */
export const reasonText = (code: ErrorCode): string => t(TEXTS[code] ?? 'refused.other')

/** The same of a message that is not on the screen. */
export const refusalText = (code: ErrorCode, message: string): string =>
  t('begin.refused', { text: message, reason: reasonText(code) })
