import type { EndpointTypes, MessageId } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { MessageItem } from '../../models/thread-blocks.ts'
import { Dialog } from '../../ui/Dialog.tsx'

type Version = EndpointTypes['getMessageHistory']['response']['versions'][number]
type Shown = readonly Version[] | 'loading' | 'failed' | null

/** That a message was changed; pressed, what it said before, by whom and when. */
export function Edited({ message, model }: { message: MessageItem; model: ConversationModel }) {
  const { client } = useWorkbench()
  const [shown, setShown] = useState<Shown>(null)
  const { messageId } = message
  if (!messageId) return null
  async function ask(id: MessageId): Promise<void> {
    setShown('loading')
    const params = { id: model.id.peek(), messageId: id }
    const answer = await client.call('getMessageHistory', { params }).catch(() => null)
    setShown(answer?.versions ?? 'failed')
  }
  return (
    <>
      <small class="edited">
        <button type="button" class="linkish" title={t('edited.show')} onClick={() => void ask(messageId)}>
          {t('message.edited')}
        </button>
      </small>
      {shown && (
        <Dialog title={t('edited.title')} kind="dialog-form" onClose={() => setShown(null)}>
          <div class="dialog-body">
            {shown === 'loading' && <p role="status">{t('edited.loading')}</p>}
            {shown === 'failed' && <p role="alert">{t('edited.failed')}</p>}
            {Array.isArray(shown) && <Versions versions={shown} />}
            <div class="dialog-f">
              <button type="button" class="btn" onClick={() => setShown(null)}>
                {t('edited.close')}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}

function Versions({ versions }: { versions: readonly Version[] }) {
  const { people, me } = useWorkbench()
  const nameOf = ({ id, name, type }: Version['by']) =>
    id === me.id
      ? t('who.you')
      : (name ?? people.byId.value.get(id)?.name ?? t(type === 'agent' ? 'who.colleague' : 'who.visitor'))
  return (
    <ol class="versions">
      {versions.map(({ text, by, at }) => (
        <li key={at}>
          <p class="faint">
            {nameOf(by)}, <time dateTime={at}>{fullTime(at)}</time>
          </p>
          <p class="tx" dir="auto">
            {text}
          </p>
        </li>
      ))}
    </ol>
  )
}
