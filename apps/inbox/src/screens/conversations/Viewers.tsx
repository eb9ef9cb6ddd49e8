import { useWorkbench } from '../../context.ts'
import { language, t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'

/** More are told by their number. */
const SHOWN = 3

/** Colleagues who have the conversation open now. */
export function Viewers({ model }: { model: ConversationModel }) {
  const { people } = useWorkbench()
  const viewers = model.viewers.value.map(({ actor }) => ({
    id: actor.id,
    name: people.byId.value.get(actor.id)?.name ?? actor.name ?? t('who.colleague'),
  }))
  const names = new Intl.ListFormat(language()).format(viewers.map(({ name }) => name))
  return (
    <output class="vw" title={viewers.length > 0 ? t('viewers.here', { names }) : undefined}>
      {viewers.length > 0 && <span class="vh">{t('viewers.here', { names })}</span>}
      {viewers.slice(0, SHOWN).map(({ id, name }) => (
        <Avatar key={id} id={id} name={name} size={24} />
      ))}
      {viewers.length > SHOWN && (
        <span class="faint num" aria-hidden="true">
          +{viewers.length - SHOWN}
        </span>
      )}
    </output>
  )
}
