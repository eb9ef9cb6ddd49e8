import type { ConversationRow } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { chatName } from '../../models/team/team-model.ts'

/** What a chat is called, by the names that its members have today. */
export function useChatName(row: Pick<ConversationRow, 'team'> | null): string {
  const { me, people } = useWorkbench()
  const byId = people.byId.value
  if (!row?.team) return ''
  return chatName(row, { me: me.id, nameOf: (id) => byId.get(id)?.name ?? t('who.colleague') }) || t('chat.alone')
}
