import type { Actor } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { isVisitor } from '../../models/thread-blocks.ts'

/** Visitors are called what they say they are called now; agents what they were called then, or "You". */
export function useAuthorName(author: Actor, model: ConversationModel): string {
  const { me, people } = useWorkbench()
  if (isVisitor(author)) {
    return model.visitorName.value ?? author.name ?? model.visitorEmail.value ?? t('who.visitor')
  }
  if (author.id === me.id) return t('who.you')
  if (author.type === 'bot') return author.name ?? t('who.bot')
  return author.name ?? people.byId.value.get(author.id as `agt_${string}`)?.name ?? t('who.colleague')
}
