import type { LiveVisitor } from '@parley/protocol'
import { nameOfVisitor } from '../../format/visitors.ts'
import { t } from '../../i18n/translate.ts'
import { Link } from '../Link.tsx'
import { NewConversationButton } from '../NewConversation.tsx'

/** What can be done about a visitor who is there. */
export function VisitorActions({ visitor }: { visitor: LiveVisitor }) {
  const { id, conversation, blocked } = visitor
  const isPrimary = !conversation
  if (blocked && isPrimary) return null
  return (
    <div class="pn-s vd-a">
      {conversation && (
        <Link to={{ screen: 'conversations', view: null, conversationId: conversation.id }} class="btn btn-primary">
          {t('visitors.action.open')}
        </Link>
      )}
      {!blocked && (
        <NewConversationButton
          id={id}
          name={nameOfVisitor(visitor)}
          label={t('begin.start')}
          class={isPrimary ? 'btn btn-primary' : 'btn'}
        />
      )}
    </div>
  )
}
