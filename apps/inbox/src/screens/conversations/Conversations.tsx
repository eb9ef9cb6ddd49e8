import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { useMedia } from '../../ui/use-media.ts'
import { ConversationList } from './ConversationList.tsx'
import { Details } from './Details.tsx'
import { EmptyThread } from './EmptyThread.tsx'
import { Thread } from './Thread.tsx'
import { Views } from './Views.tsx'

/** Views, list, thread and details side by side; on a phone one of them at a time. */
export function Conversations() {
  const { open, ui, openId, preferences } = useWorkbench()
  const isWide = useMedia('(min-width: 1140px)')
  const conversation = open.value
  const overlay = ui.overlay.value
  return (
    <div
      class="shell"
      data-pane={openId.value ? 'thread' : 'list'}
      data-details={overlay === 'details'}
      data-views={overlay === 'views'}
    >
      <Views />
      <main class="panes">
        <h1 class="vh">{t('nav.inbox')}</h1>
        <ConversationList />
        {conversation ? <Thread key={conversation.model.id.value} {...conversation} /> : <EmptyThread />}
      </main>
      {conversation && (!isWide || preferences.hasDetails.value) && <Details model={conversation.model} />}
      {(overlay === 'details' || overlay === 'views') && (
        <button type="button" class="veil" aria-label={t('action.dismiss')} tabIndex={-1} onClick={ui.dismiss} />
      )}
    </div>
  )
}
