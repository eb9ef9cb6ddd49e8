import type { LiveVisitor } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'
import { Link } from '../Link.tsx'

/** What can be done about a visitor who is there. */
export function VisitorActions({ visitor: { conversation } }: { visitor: LiveVisitor }) {
  if (!conversation) return null
  return (
    <div class="pn-s vd-a">
      <Link to={{ screen: 'conversations', view: null, conversationId: conversation.id }} class="btn btn-primary">
        {t('visitors.action.open')}
      </Link>
    </div>
  )
}
