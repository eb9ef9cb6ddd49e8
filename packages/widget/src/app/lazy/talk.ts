import type { ReadonlySignal } from '@preact/signals-core'
import type { ComponentChild } from 'preact'
import type { Handle } from '../models/handle.ts'
import type { FormsProps, Models, Talk, TalkInThread, WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { withAnswered } from './talk/answered.ts'
import { cardOf } from './talk/card.ts'
import { groupsOf } from './talk/group.ts'
import { type Block, blocksOf, type Told } from './talk/groups.ts'
import { followReading } from './talk/reading.ts'
import { earlier, scrolling } from './talk/scrolling.ts'
import css from './talk.css'

const OVER = /^closed|^ended/

/** What a conversation is read with. Fetched when there is something, or when the visitor begins to write. */
export function create(kit: Kit) {
  const { h, t, icon, dayName, later, unreadIn } = kit
  const { ownGroup, theirGroup } = groupsOf(kit)

  function blockOf(block: Block, models: Models, isNewest: boolean): ComponentChild {
    const { key } = block
    if (block.is === 'group')
      return block.mine ? ownGroup(key, block.items, models, isNewest) : theirGroup(key, block.items, models)
    if (block.is === 'event') return eventLines(kit, key, block.told)
    return block.is === 'day'
      ? h('p', { key, class: 'day' }, dayName(block.ts, new Date()))
      : h('p', { key, class: 'newline' }, t('new'))
  }

  const Forms = later<FormsProps>(() => import('./forms.ts'))
  const Queue = later<WithModels>(() => import('./queue.ts'))
  const Ending = later<WithModels>(() => import('./ending.ts'))

  function after(models: Models, last: Block | undefined): ComponentChild[] {
    const { chat } = models
    const handle = chat.handle.value
    const key = handle?.id.value
    const part = cardOf(models)
    return [
      typing(kit, handle, last),
      handle?.queue.value && h(Queue, { key, models }),
      part && h(Forms, { models, part }),
      handle?.fold.value?.status === 'closed' && h(Ending, { key, models }),
    ]
  }

  function begin(models: Models, dividerAt: ReadonlySignal<number>): TalkInThread {
    const { chat } = models
    const { toEnd, ...scroll } = scrolling(models)
    let known: { of: readonly [unknown, number]; blocks: Block[] } | null = null
    return {
      ...scroll,
      wake: waking(kit, models),
      draw() {
        const of = [chat.shown.value, dividerAt.value] as const
        // Marks, dots and buttons change more often than what was said.
        if (known?.of[0] !== of[0] || known.of[1] !== of[1])
          known = { of, blocks: blocksOf(kit, withAnswered(models), of[1]) }
        const { blocks } = known
        const newest = blocks.findLast((block) => block.is === 'group' && block.mine)
        const handle = chat.handle.value
        return {
          before:
            handle?.hasEarlier.value &&
            h('button', { type: 'button', class: 'pill', onClick: () => earlier(handle) }, t('earlier')),
          said: blocks.map((block) => blockOf(block, models, block === newest)),
          after: after(models, blocks.at(-1)),
          fresh:
            !chat.isAtEnd.value &&
            h(
              'button',
              { type: 'button', class: 'pill fresh', onClick: toEnd },
              icon('down', ' i-14'),
              t(unreadIn(handle) ? 'fresh' : 'latest'),
            ),
        }
      },
    }
  }

  return (models: Models): Talk => {
    const { dividerAt, end } = followReading(kit, models)
    models.adopt(css)
    return { begin: () => begin(models, dividerAt), end }
  }
}

/** What can be done with messages is fetched when somebody comes near them. */
function waking({ fetched }: Kit, models: Models) {
  let isAwake = false
  return ({ currentTarget }: { currentTarget: HTMLElement }): void => {
    if (isAwake) return
    isAwake = true
    fetched(() => import('./tools.ts')).then(
      (start) => start(models, currentTarget),
      () => {
        isAwake = false // the line is down; the next touch asks again
      },
    )
  }
}

/** Three or more in a row fold into one line (look.md, event line). */
function eventLines({ h, t, icon, drawn }: Kit, key: string, told: Told[]): ComponentChild {
  const lines = told.map((one) =>
    h(
      'p',
      { class: 'event' },
      OVER.test(one.key ?? '') ? icon('check', ' i-14') : drawn(PERSON, ' i-14'),
      one.key ? t(one.key, one) : one.text,
    ),
  )
  return told.length < 3
    ? lines
    : h('details', { key }, h('summary', { class: 'event' }, t('changes', { count: told.length })), lines)
}

const PERSON = 'M12 4a3.9 3.9 0 1 1 0 7.8A3.9 3.9 0 0 1 12 4ZM4.6 20c.7-3.4 3.7-5.4 7.4-5.4s6.7 2 7.4 5.4'

/** Three dots, which continue the group of whoever types. */
function typing({ h, t, avatar }: Kit, handle: Handle | null, last: Block | undefined): ComponentChild {
  const [who] = handle?.typing.value ?? []
  if (!who) return null
  const { id, name = t('team') } = who.actor
  const isSame = last?.is === 'group' && last.items[0]?.actor.id === id
  return h(
    'div',
    { class: isSame ? 'g same' : 'g', key: 'typing' },
    avatar(id, name),
    h(
      'span',
      { class: 'typing', role: 'img', 'aria-label': t('typing', { name }) },
      h('i', null),
      h('i', null),
      h('i', null),
    ),
  )
}
