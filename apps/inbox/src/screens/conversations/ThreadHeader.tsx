import type { ConversationStatus } from '@parley/protocol'
import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { untilLabel } from '../../format/snooze.ts'
import { t } from '../../i18n/translate.ts'
import { toggleDetails } from '../../keyboard/commands.ts'
import type { Facts } from '../../models/conversation-actions.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { KeyOf, useTitleWithKeys } from '../KeyOf.tsx'
import { AssignMenu } from './AssignMenu.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { SnoozeMenu } from './SnoozeMenu.tsx'
import { Viewers } from './Viewers.tsx'

const CHIPS: Record<ConversationStatus, string> = {
  open: 'chip-ok',
  pending: 'chip-info',
  snoozed: 'chip-warn',
  closed: '',
}

/** Who it is with, how it stands, and what can be done with it. */
export function ThreadHeader({ model }: { model: ConversationModel }) {
  const bench = useWorkbench()
  const { goToConversation, ui, preferences } = bench
  const isWide = useMedia('(min-width: 1140px)')
  const facts = model.facts.value
  const name = model.visitorName.value ?? model.visitorEmail.value ?? t('who.visitor')
  return (
    <header class="th-h">
      <button
        type="button"
        class="ib only-m"
        aria-label={t('thread.back')}
        title={t('thread.back')}
        onClick={() => goToConversation(null)}
      >
        <Icon name="chevron-left" />
      </button>
      <h2 class="cut" dir="auto">
        {name}
      </h2>
      <div class="meta">{facts && <Standing facts={facts} model={model} />}</div>
      <Viewers model={model} />
      <span class="grow" />
      {facts && (
        <>
          <AssignMenu model={model} facts={facts} />
          {facts.status !== 'closed' && <SnoozeMenu model={model} facts={facts} />}
          <MoreMenu model={model} facts={facts} />
        </>
      )}
      <button
        type="button"
        class="ib th-d"
        aria-label={t('command.details')}
        title={useTitleWithKeys(t('command.details'), 'details')}
        aria-pressed={isWide ? preferences.hasDetails.value : ui.overlay.value === 'details'}
        onClick={() => toggleDetails(bench)}
      >
        <Icon name="panel" />
      </button>
      {facts && <MainAction facts={facts} model={model} />}
    </header>
  )
}

function Standing({ facts, model }: { facts: Facts; model: ConversationModel }) {
  const { now } = useWorkbench()
  return (
    <>
      <span class={`chip ${CHIPS[facts.status]}`}>
        <span class="sq" />
        {facts.snoozedUntil ? untilLabel(facts.snoozedUntil, now.value) : t(`status.${facts.status}`)}
      </span>
      {facts.assigneeId !== null && (
        <span class="chip chip-who">
          <Icon name="user" size={14} />
          {model.isMine.value ? t('who.you') : (model.assigneeName.value ?? t('who.colleague'))}
        </span>
      )}
      {facts.priority !== 'normal' && (
        <span class={`chip${facts.priority === 'urgent' ? ' chip-danger' : ''}`}>
          <Icon name="flag" size={14} />
          {t(`priority.${facts.priority}`)}
        </span>
      )}
    </>
  )
}

/** One loud thing at most: taking it, while nobody has; then the quiet "Close". */
function MainAction({ facts, model }: { facts: Facts; model: ConversationModel }) {
  const { closing } = useWorkbench()
  useEffect(closing.need, [closing])
  const busy = model.busy.value
  if (facts.status === 'closed') {
    return (
      <button type="button" class="btn" aria-busy={busy === 'conv.status'} onClick={model.reopen}>
        <Icon name="retry" size={16} />
        <span class="lbl">{t('action.reopen')}</span> <KeyOf id="close" />
      </button>
    )
  }
  return (
    <>
      {facts.assigneeId === null && (
        <button type="button" class="btn btn-claim" aria-busy={busy === 'conv.assign'} onClick={model.claim}>
          <Icon name="user" size={16} />
          <span class="lbl">{t('action.claim')}</span> <KeyOf id="claim" />
        </button>
      )}
      <button
        type="button"
        class="btn"
        aria-busy={busy === 'conv.status'}
        onClick={() => void closing.ask(model.close)}
      >
        <Icon name="check" size={16} />
        <span class="lbl">{t('action.close')}</span> <KeyOf id="close" />
      </button>
    </>
  )
}
