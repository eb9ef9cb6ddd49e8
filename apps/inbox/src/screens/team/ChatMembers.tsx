import type { AgentId, ConversationRow } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Icon } from '../../ui/Icon.tsx'

type Props = { model: ConversationModel; team: NonNullable<ConversationRow['team']>; onClose(): void }

/** What a group is called and who takes part; any member changes both. */
export function ChatMembers({ model, team, onClose }: Props) {
  return (
    <Dialog title={t('chat.group')} kind="dialog-form" onClose={onClose}>
      <div class="dialog-body">
        <form
          class="row chat-name"
          onSubmit={(event) => {
            event.preventDefault()
            const { name } = formValues(event.currentTarget, 'name')
            if (name.trim()) void model.renameChat(name.trim())
          }}
        >
          <TextField label={t('chat.name')} name="name" value={team.name ?? ''} maxlength={80} required />
          <button type="submit" class="btn">
            {t('chat.rename')}
          </button>
        </form>
        <ul class="chat-m" aria-label={t('chat.group')}>
          {team.memberIds.map((id) => (
            <Member key={id} id={id} model={model} />
          ))}
        </ul>
        <Adding model={model} team={team} />
        <footer class="dialog-f">
          <Leaving model={model} />
          <span class="grow" />
          <button type="button" class="btn btn-primary" onClick={onClose}>
            {t('chat.done')}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}

function Member({ id, model }: { id: AgentId; model: ConversationModel }) {
  const { people, me } = useWorkbench()
  const name = people.byId.value.get(id)?.name ?? t('who.colleague')
  return (
    <li class="row">
      <Avatar id={id} name={name} size={28} />
      <span class="grow cut">{id === me.id ? t('who.you_named', { name }) : name}</span>
      {id !== me.id && (
        <button
          type="button"
          class="ib"
          aria-label={t('chat.remove', { name })}
          title={t('chat.remove', { name })}
          onClick={() => void model.removeMember(id)}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </li>
  )
}

function Adding({ model, team }: Pick<Props, 'model' | 'team'>) {
  const { people } = useWorkbench()
  const others = people.assignable.value.filter(({ id }) => !team.memberIds.includes(id))
  if (others.length === 0) return <p class="muted">{t('chat.all_in')}</p>
  return (
    <div class="stack">
      <p class="muted">{t('chat.history')}</p>
      <ul class="chat-m" aria-label={t('chat.add')}>
        {others.map(({ id, name }) => (
          <li key={id} class="row">
            <Avatar id={id} name={name} size={28} />
            <span class="grow cut">{name}</span>
            <button type="button" class="btn btn-s" onClick={() => void model.addMember(id)}>
              <Icon name="plus" size={16} />
              {t('chat.add_one', { name })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Who leaves reads nothing more: it is asked once more. */
function Leaving({ model }: { model: ConversationModel }) {
  const { me, goToChat } = useWorkbench()
  const [isAsking, setAsking] = useState(false)
  if (!isAsking) {
    return (
      <button type="button" class="btn btn-quiet" onClick={() => setAsking(true)}>
        {t('chat.leave')}
      </button>
    )
  }
  return (
    <button
      type="button"
      class="btn btn-danger"
      onClick={async () => {
        if (await model.removeMember(me.id)) goToChat(null)
      }}
    >
      {t('chat.leave_yes')}
    </button>
  )
}
