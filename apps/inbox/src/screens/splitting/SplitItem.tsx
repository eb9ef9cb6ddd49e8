import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'
import { Icon } from '../../ui/Icon.tsx'
import { MenuItem } from '../../ui/Menu.tsx'
import { mayGo } from './may-go.ts'

type Props = { message: MessageItem; model: ConversationModel; choose(act: () => void): void }

/** Of a message's menu: it and what follows go on in a conversation of their own. */
export function SplitItem({ message, model, choose }: Props) {
  const { splitting } = useWorkbench()
  const visitorId = model.row.value?.visitor?.id
  const from = message.messageId
  if (!visitorId || !from || !mayGo(model, message)) return null
  const ask = () => {
    const said = model.blocks.peek().flatMap((block) => (block.type === 'group' ? block.messages : []))
    const all = said.filter((one) => mayGo(model, one)).flatMap(({ messageId }) => messageId ?? [])
    splitting.ask({ id: model.id.peek(), visitorId, from, all })
  }
  return (
    <MenuItem icon={<Icon name="transfer" size={16} />} onChoose={() => choose(ask)}>
      {t('message.split')}
    </MenuItem>
  )
}
