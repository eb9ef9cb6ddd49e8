import type { NoteBody } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { clockTime, fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { FileLinksModel } from '../../models/file-links-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { AttachmentView } from './AttachmentView.tsx'
import { Edited } from './Edited.tsx'
import { MessageText } from './MessageText.tsx'
import { MessageTools } from './MessageTools.tsx'
import { Naming } from './NamedText.tsx'
import { NotePurpose } from './NotePurpose.tsx'
import { Reactions } from './Reactions.tsx'
import { Failed } from './Receipt.tsx'

type Props = { message: MessageItem; model: ConversationModel; links: FileLinksModel }

/** A private note: across the whole width, in its own colour, with a lock; it never looks like a bubble. */
export function Note({ message, model, links }: Props) {
  const { me, people } = useWorkbench()
  const { actor, body, ts, send } = message
  const name = actor.name ?? people.byId.value.get(actor.id)?.name ?? t('who.colleague')
  const shown = actor.id === me.id ? t('who.you') : name
  return (
    // biome-ignore lint/a11y/useSemanticElements: a note is no form group.
    <div class="nt" role="group" data-message={message.messageId} aria-label={t('note.by', { name: shown })}>
      <Avatar id={actor.id} name={name} size={28} />
      <p class="who">
        <b dir="auto">{shown}</b>
        <time dateTime={ts} title={fullTime(ts)}>
          {clockTime(ts)}
        </time>
        <span class="only">
          <Icon name="lock" size={14} />
          {t('note.private')}
        </span>
      </p>
      <div class="nt-b">
        <HandedTo body={body as NoteBody | null} />
        <NotePurpose message={message} model={model} />
        <div class="body">
          {body ? (
            <Naming.Provider value={body as NoteBody}>
              <MessageText body={body} model={model} />
            </Naming.Provider>
          ) : (
            t('message.removed')
          )}
          {message.editedAt && body && <Edited message={message} model={model} />}
        </div>
        {body?.attachments.map((attachment) => (
          <AttachmentView key={attachment.id} attachment={attachment} links={links} />
        ))}
        <Reactions message={message} model={model} />
        {send.phase === 'sending' && <p class="rc">{t('receipt.sending')}</p>}
        {send.phase === 'failed' && <Failed message={message} model={model} />}
      </div>
      <MessageTools message={message} model={model} />
    </div>
  )
}

/** With which transfer it was written. */
function HandedTo({ body }: { body: NoteBody | null }) {
  const { people, me } = useWorkbench()
  const { assigneeId, departmentId } = body?.handOver ?? {}
  if (!assigneeId && !departmentId) return null
  const department = people.departments.value.find(({ id }) => id === departmentId)?.name
  const agent = assigneeId && (people.byId.value.get(assigneeId)?.name ?? t('who.colleague'))
  const name = assigneeId === me.id ? t('who.you') : (agent ?? department ?? t('who.department'))
  return (
    <p class="handed">
      <Icon name="transfer" size={14} />
      {t('transfer.with', { name })}
    </p>
  )
}
