import type { Priority } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { Facts } from '../../models/conversation-actions.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { useKeysOf } from '../KeyOf.tsx'
import { MergeItem } from '../merging/MergeItem.tsx'
import { SupervisorItems } from './SupervisorItems.tsx'
import { useAsked } from './use-asked.ts'

const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low']

/** The rest of what can be done with a conversation. */
export function MoreMenu({ model, facts }: { model: ConversationModel; facts: Facts }) {
  const { visitor, ui } = useWorkbench()
  const askedAt = useAsked('priority')
  const who = visitor.value
  return (
    <Menu class="ib" label={t('action.more')} openAt={askedAt} button={<Icon name="more" />}>
      <span class="only-m">
        <MenuItem icon={<Icon name="assign" size={16} />} onChoose={() => ui.ask('assign')}>
          {t('action.assign')}
        </MenuItem>
        {facts.status !== 'closed' && (
          <MenuItem icon={<Icon name="moon" size={16} />} onChoose={() => ui.ask('snooze')}>
            {t('action.snooze')}
          </MenuItem>
        )}
      </span>
      <MenuItem icon={<Icon name="clock" size={16} />} shortcut={useKeysOf('pending')} onChoose={model.togglePending}>
        {t(facts.status === 'pending' ? 'action.not_pending' : 'action.pending')}
      </MenuItem>
      <MenuItem icon={<Icon name="mail" size={16} />} shortcut={useKeysOf('unread')} onChoose={model.markUnread}>
        {t('command.unread')}
      </MenuItem>
      <MergeItem />
      <SupervisorItems />
      <MenuItem icon={<Icon name="copy" size={16} />} onChoose={model.copyResumeLink}>
        {t('action.resume_link')}
      </MenuItem>
      <MenuItem icon={<Icon name="copy" size={16} />} onChoose={model.copyRatingLink}>
        {t('action.rating_link')}
      </MenuItem>
      <MenuItem icon={<Icon name="download" size={16} />} onChoose={() => model.transcript('print', false)}>
        {t('action.print')}
      </MenuItem>
      <MenuItem icon={<Icon name="download" size={16} />} onChoose={() => model.transcript('text', false)}>
        {t('action.transcript')}
      </MenuItem>
      <MenuItem icon={<Icon name="download" size={16} />} onChoose={() => model.transcript('html', false)}>
        {t('action.transcript_page')}
      </MenuItem>
      <MenuItem icon={<Icon name="code" size={16} />} onChoose={() => model.transcript('json', true)}>
        {t('action.transcript_data')}
      </MenuItem>
      <MenuItem icon={<Icon name="lock" size={16} />} onChoose={() => model.transcript('text', true)}>
        {t('action.transcript_notes')}
      </MenuItem>
      <span class="only-m">
        <MenuItem icon={<Icon name="panel" size={16} />} onChoose={() => ui.toggle('details')}>
          {t('command.details')}
        </MenuItem>
      </span>
      <hr />
      {PRIORITIES.map((priority) => (
        <MenuItem
          key={priority}
          icon={<Icon name="flag" size={16} />}
          checked={facts.priority === priority}
          onChoose={() => model.setPriority(priority)}
        >
          {t('priority.label', { priority: t(`priority.${priority}`) })}
        </MenuItem>
      ))}
      {who?.visitor.value && (
        <>
          <hr />
          {who.visitor.value.blocked ? (
            <MenuItem icon={<Icon name="block" size={16} />} onChoose={who.unblock}>
              {t('action.unblock')}
            </MenuItem>
          ) : (
            <MenuItem icon={<Icon name="block" size={16} />} isDanger onChoose={() => ui.toggle('block')}>
              {t('action.block')}
            </MenuItem>
          )}
        </>
      )}
    </Menu>
  )
}
