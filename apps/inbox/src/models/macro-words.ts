import type { CannedResponse, MacroAction } from '@parley/protocol'
import { filled, type Values } from '../format/variables.ts'
import { t } from '../i18n/translate.ts'
import { textFor } from './composer-sources.ts'
import type { Refusal } from './macro-run.ts'

export type Known = {
  nameOf(id: string): string | null
  canned: readonly CannedResponse[]
  values: Values
  locales: readonly string[]
}

const quoted = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text)

/** What an action does, in one line; with the words that it would write. */
export function actionText(action: MacroAction, known: Known): string {
  const { nameOf, values } = known
  switch (action.type) {
    case 'insert':
    case 'note':
      return t(`macros.does.${action.type}`, { text: quoted(filled(action.text, values)) })
    case 'send':
      return sendText(action.cannedResponseId, known)
    case 'assign':
      if (action.to === 'me' || action.to === 'nobody') return t(`macros.does.assign_${action.to}`)
      return t('macros.does.assign', { name: nameOf(action.to) ?? t('who.colleague') })
    case 'pass':
      return t('macros.does.pass', { name: nameOf(action.departmentId) ?? t('who.department') })
    case 'tag':
      return tagText(action)
    case 'priority':
      return t('macros.does.priority', { priority: t(`priority.${action.priority}`) })
    case 'status':
      return action.status === 'closed' && action.reasonId
        ? t('macros.does.closed_for', { reason: nameOf(action.reasonId) ?? '…' })
        : t(`macros.does.${action.status}`)
    case 'snooze':
      return t('macros.does.snooze', { count: action.hours })
  }
}

function sendText(id: CannedResponse['id'], { canned, values, locales }: Known): string {
  const found = canned.find((one) => one.id === id)
  if (!found) return t('macros.does.send_gone')
  const words = t('macros.does.send', { text: quoted(filled(textFor(found, locales), values)) })
  return found.files.length > 0 ? `${words} · ${t('row.files', { count: found.files.length })}` : words
}

function tagText({ add, remove }: Extract<MacroAction, { type: 'tag' }>): string {
  const parts = [
    add.length > 0 && t('macros.does.tag', { tags: add.join(', ') }),
    remove.length > 0 && t('macros.does.untag', { tags: remove.join(', ') }),
  ]
  return parts.filter(Boolean).join(', ')
}

/** Why an action was not done, and what to do. */
export function refusalText(why: Refusal): string {
  if (why === 'variables' || why === 'canned_gone' || why === 'already_assigned') return t(`macros.refused.${why}`)
  if (why === 'files' || why === 'department_not_found') return t(`macros.refused.${why}`)
  if (why === 'at_capacity' || why === 'forbidden' || why === 'closed') return t(`macros.refused.${why}`)
  if (why === 'reason_required' || why === 'reason_not_found') return t('refused.reason')
  return t('macros.refused.other')
}
