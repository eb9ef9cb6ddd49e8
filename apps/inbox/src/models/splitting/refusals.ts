import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'

const TEXTS: Record<string, MessageKey> = {
  at_capacity: 'splitting.refused.capacity',
  blocked: 'begin.refused.blocked',
  changed_since: 'splitting.refused.changed',
  conversation_not_found: 'refused.gone',
  feature_off: 'splitting.refused.several',
  message_not_found: 'splitting.refused.changed',
  visitor_gone: 'begin.refused.gone',
}

/** Why messages did not go into a conversation of their own. */
export const refusalOf = (code: string): string => t(TEXTS[code] ?? 'merging.refused.other')
