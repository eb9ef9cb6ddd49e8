import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { dayLabel } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import type { FileLinksModel } from '../../models/file-links-model.ts'
import type { Block } from '../../models/thread-blocks.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SplitFrom } from '../splitting/Away.tsx'
import { EventLines } from './EventLines.tsx'
import { goToMessage } from './go-to-message.ts'
import { MessageGroup } from './MessageGroup.tsx'
import { Note } from './Note.tsx'
import { Typing } from './Typing.tsx'
import { useThreadScroll } from './use-thread-scroll.ts'

type Props = { model: ConversationModel; links: FileLinksModel }

/** The messages, in one scroll of their own. */
export function MessageLog({ model, links }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const { hasNews, toEnd, onScroll } = useThreadScroll(model, scroller)
  const { router } = useWorkbench()
  const route = router.route.value
  const wanted = route.screen === 'conversations' || route.screen === 'team' ? route.messageId : undefined
  useEffect(() => {
    if (wanted && scroller.current) void goToMessage(model, scroller.current, wanted)
  }, [wanted])
  return (
    <div class="th-s">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <div ref={scroller} class="th-b" role="log" aria-label={t('thread.messages')} tabIndex={0} onScroll={onScroll}>
        <div class="th-in">
          {model.hasEarlier.value && (
            <p class="event">
              <span class="spin" />
              {t('thread.earlier')}
            </p>
          )}
          {!model.hasEarlier.value && <SplitFrom model={model} />}
          {model.blocks.value.map((block) => (
            <BlockView key={block.key} block={block} model={model} links={links} />
          ))}
          <Typing model={model} />
        </div>
      </div>
      {hasNews && (
        <button type="button" class="news" onClick={toEnd}>
          <Icon name="chevron-down" size={16} />
          {t('thread.news')}
        </button>
      )}
    </div>
  )
}

/** A block that is the same as before is not drawn anew, whatever is said below it. */
function BlockView({ block, model, links }: Props & { block: Block }) {
  return useMemo(() => <Shown block={block} model={model} links={links} />, [block, model, links])
}

function Shown({ block, model, links }: Props & { block: Block }) {
  const { now } = useWorkbench()
  switch (block.type) {
    case 'day':
      return <p class="day">{dayLabel(block.at, now.value)}</p>
    case 'unread':
      return <p class="newline">{t('thread.unread', { count: block.count })}</p>
    case 'group':
      return <MessageGroup block={block} model={model} links={links} />
    case 'note':
      return <Note message={block.message} model={model} links={links} />
    case 'campaign':
      return <Campaign {...block.said} />
    case 'events':
      return <EventLines events={block.events} isTeam={model.isTeam.value} />
  }
}

/** Said by nobody: a rule showed it, with an agent's name or without. */
function Campaign({ text, from }: Extract<Block, { type: 'campaign' }>['said']) {
  return (
    <p class="event">
      <Icon name="bolt" size={14} />
      <span>
        {from ? t('event.campaign.from', { name: from.name }) : t('event.campaign')} <q dir="auto">{text}</q>
      </span>
    </p>
  )
}
