import { useComputed } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'
import { type Block, blocksOf, type EventItem } from '../models/groups.ts'
import { Icon } from '../ui/Icon.tsx'
import { dayName } from '../ui/time.ts'
import { OwnGroup, TheirGroup } from './Group.tsx'

/** Within this many pixels of its end the thread follows what comes. */
const AT_END = 60

export function Thread() {
  const { chat, settings } = useModels()
  const handle = chat.handle.value
  const log = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [isBehind, setBehind] = useState(false)
  const blocks = useComputed(() => blocksOf(chat.handle.value?.timeline.value ?? [], chat.dividerAt.value))
  const height = useRef(0)

  function toEnd() {
    const box = log.current
    if (box) box.scrollTop = box.scrollHeight
  }
  function onScroll() {
    const box = log.current
    if (!box) return
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END
    if (isAtEnd.current) {
      setBehind(false)
      chat.seen()
    }
  }
  useLayoutEffect(() => {
    const box = log.current
    if (!box) return
    if (isAtEnd.current) {
      toEnd()
      chat.seen()
    } else if (box.scrollTop < AT_END) box.scrollTop += box.scrollHeight - height.current
    else setBehind(true)
    height.current = box.scrollHeight
  }, [blocks.value, chat.isOpen.value])
  useEffect(() => {
    isAtEnd.current = true
    toEnd()
  }, [handle])

  const newest = lastOwn(blocks.value)
  const isEmpty = handle?.state.value === 'ready' && blocks.value.length === 0
  return (
    <div class="body">
      <div class="log" ref={log} role="log" aria-live="off" aria-label={t('messages')} tabindex={0} onScroll={onScroll}>
        {handle?.hasEarlier.value && (
          <button type="button" class="earlier" onClick={() => void handle.loadEarlier()}>
            {t('earlier')}
          </button>
        )}
        {(chat.isBeginning.value || handle?.state.value === 'loading') && <Skeleton />}
        {isEmpty && (
          <div class="empty">
            <b>{settings.greeting || t('hello')}</b>
            <p>{t('kept')}</p>
          </div>
        )}
        {(handle?.state.value === 'gone' || handle?.state.value === 'failed' || chat.hasTrouble.value) && <Trouble />}
        {blocks.value.map((block) => (
          <BlockView key={block.key} block={block} isNewest={block === newest} />
        ))}
        <Typing />
      </div>
      {isBehind && (
        <button type="button" class="fresh" onClick={toEnd}>
          <Icon name="down" small />
          {t('fresh')}
        </button>
      )}
    </div>
  )
}

function lastOwn(blocks: readonly Block[]): Block | undefined {
  return blocks.findLast((block) => block.is === 'group' && block.mine)
}

function BlockView({ block, isNewest }: { block: Block; isNewest: boolean }) {
  switch (block.is) {
    case 'day':
      return <p class="day">{dayName(block.ts, new Date())}</p>
    case 'new':
      return <p class="newline">{t('new')}</p>
    case 'event':
      return <EventLine item={block.item} />
    case 'group': {
      const Group = block.mine ? OwnGroup : TheirGroup
      return <Group items={block.items} isNewest={isNewest} />
    }
  }
}

function EventLine({ item: { entry } }: { item: EventItem }) {
  const { e } = entry
  const text = sentence(e)
  return text ? (
    <p class="event">
      <Icon name={e.kind === 'conv.status' ? 'check' : 'user'} small />
      {text}
    </p>
  ) : null
}

function sentence(e: EventItem['entry']['e']): string {
  if (e.kind === 'conv.assign') return e.body?.name ? t('joined', { name: e.body.name }) : t('left')
  if (e.kind === 'part.join') return t('joined', { name: e.body?.who.name ?? t('team') })
  if (e.kind === 'conv.status' && e.body?.status === 'closed') return t('closed')
  return e.kind === 'conv.status' && e.body?.status === 'open' ? t('reopened') : ''
}

function Typing() {
  const { chat } = useModels()
  const who = chat.handle.value?.typing.value ?? []
  const [first] = who
  if (!first) return null
  return (
    <span class="typing" role="img" aria-label={t('typing', { name: first.actor.name ?? t('team') })}>
      <i />
      <i />
      <i />
    </span>
  )
}

function Skeleton() {
  return (
    <div class="skeleton" role="status" aria-label={t('loading')}>
      <i />
      <i />
      <i />
    </div>
  )
}

function Trouble() {
  const { chat } = useModels()
  const isGone = chat.handle.value?.state.value === 'gone'
  return (
    <div class="empty" role="alert">
      <b>{isGone ? t('gone') : t('trouble')}</b>
      <button type="button" class="btn" onClick={() => (isGone ? chat.startNew() : void chat.begin())}>
        {isGone ? t('start') : t('again')}
      </button>
    </div>
  )
}
