import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { FormProblem } from '../models/form-model.ts'

const TEXTS: Partial<Record<FormProblem['code'], MessageKey>> = {
  credentials_wrong: 'problem.credentials_wrong',
  rate: 'problem.rate',
  busy: 'problem.busy',
  network: 'problem.network',
  link_expired: 'problem.link_expired',
  changed_since: 'problem.changed_since',
  set_up_already: 'problem.set_up_already',
  key_taken: 'problem.key_taken',
  email_taken: 'problem.email_taken',
  forbidden: 'problem.forbidden',
  last_owner: 'problem.last_owner',
  invalid_request: 'problem.invalid_request',
  too_large: 'problem.too_large',
  type_not_allowed: 'problem.type_not_allowed',
  too_many_files: 'problem.too_many_files',
  file_empty: 'problem.file_empty',
  shortcut_taken: 'problem.shortcut_taken',
  list_full: 'problem.list_full',
  canned_response_not_found: 'problem.canned_gone',
  macro_not_found: 'problem.canned_gone',
}

/** What to tell a person about a refusal. The server's own words are for logs. */
export function problemText({ code, retryAfterMs }: FormProblem): string {
  if (code === 'rate' && retryAfterMs) {
    return t('problem.rate_for', { count: Math.max(1, Math.ceil(retryAfterMs / 60_000)) })
  }
  return t(TEXTS[code] ?? 'problem.other')
}
