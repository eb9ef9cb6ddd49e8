import type { ConversationId } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { OpenConversation } from '../../models/open-conversation.ts'
import { lazy } from '../../ui/lazy.tsx'
import { useLate } from '../../ui/use-late.ts'
import { Composer } from '../composer/Composer.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { HeldSend } from './HeldSend.tsx'
import { MessageLog } from './MessageLog.tsx'
import { NoThread } from './NoThread.tsx'
import { ThreadHeader } from './ThreadHeader.tsx'
import { useFileDrop } from './use-file-drop.ts'

const ScheduledStrip = lazy(() => import('../scheduled/ScheduledStrip.tsx').then((one) => one.ScheduledStrip), 'part')

/** Fetched once there is something to show. */
function ScheduledHere({ id }: { id: ConversationId }) {
  const { scheduled } = useWorkbench()
  return scheduled.all.value.some((one) => one.conversationId === id) ? <ScheduledStrip /> : null
}

/** The open conversation: header, messages, composer. Files can be dropped anywhere on it. */
export function Thread({ model, composer, links }: OpenConversation) {
  const { router, view } = useWorkbench()
  const state = model.state.value
  const drop = useFileDrop((files) => composer.uploads.add(files, model.target()))
  if (state === 'gone' || state === 'failed') {
    return (
      <NoThread
        title={t(state === 'gone' ? 'thread.gone' : 'thread.failed')}
        what={t(state === 'gone' ? 'thread.gone.what' : 'thread.failed.what')}
        back={t('thread.back')}
        onBack={() => router.go({ screen: 'conversations', view: view.value, conversationId: null })}
      />
    )
  }
  return (
    <section class="th" aria-label={t('thread.label')} {...drop.handlers}>
      <ThreadHeader model={model} />
      <ConnectionBanner />
      {state === 'loading' ? <Loading /> : <MessageLog model={model} links={links} />}
      <ScheduledHere id={model.id.value} />
      <HeldSend id={model.id.value} composer={composer} />
      <Composer model={composer} conversation={model} />
      {drop.isOver && <p class="drop">{t('composer.drop')}</p>}
    </section>
  )
}

function Loading() {
  const isSlow = useLate(true)
  return (
    <div class="th-b" aria-busy="true">
      {isSlow && (
        <div class="th-in">
          <p class="vh" role="status">
            {t('thread.loading')}
          </p>
          <div class="skel skel-m" />
          <div class="skel skel-m skel-out" />
          <div class="skel skel-m skel-short" />
        </div>
      )}
    </div>
  )
}
