import type { ConversationRow } from '@parley/protocol'
import { plainText } from '@parley/ui/markup'
import { t } from '../i18n/translate.ts'
import { shortAgo } from './times.ts'

const WARN_MS = 5 * 60_000
const LATE_MS = 15 * 60_000

/** What a row says of the last word: by whom, and its text or what stood in its place. */
export function previewOf({ last }: Pick<ConversationRow, 'last'>): {
  kind: 'visitor' | 'answer' | 'note'
  text: string
} {
  if (!last) return { kind: 'visitor', text: '' }
  const isVisitor = last.actor.type === 'visitor' || last.actor.type === 'contact'
  const files = last.attachments > 0 ? t('row.files', { count: last.attachments }) : t('row.removed')
  const kind = last.kind === 'note.new' ? 'note' : 'answer'
  return { kind: isVisitor ? 'visitor' : kind, text: plainText(last.text) || files }
}

/** How long the visitor has waited, and how that looks: past 5 minutes a warning, past 15 overdue. */
export function waitOf({ waitingSince }: Pick<ConversationRow, 'waitingSince'>, now: number) {
  if (!waitingSince) return null
  const ms = now - Date.parse(waitingSince)
  const late = ms >= LATE_MS ? 'bad' : 'warn'
  return { text: shortAgo(waitingSince, now), tone: ms >= WARN_MS ? late : 'ok' } as const
}
