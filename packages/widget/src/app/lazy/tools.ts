import type { MessageId } from '@parley/protocol'
import type { MessageItem } from '../models/items.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { createChanges } from './tools/changes.ts'
import { hearPresses } from './tools/long-press.ts'
import { openMenu } from './tools/menu.ts'
import { reactionsOf } from './tools/reactions.ts'
import css from './tools.css'

/** What can be done with messages, from the first time that somebody points at one or comes to them by keyboard. */
export function create(kit: Kit) {
  return (models: Models, log: HTMLElement): void => {
    const { h, t, icon, signal } = kit
    const changes = createChanges(kit, models, signal(null))
    const itemOf = (messageId: string | undefined) =>
      models.chat.handle
        .peek()
        ?.timeline.peek()
        .find((one): one is MessageItem => one.type === 'message' && one.messageId === messageId)
    const open = (messageId: MessageId | string | undefined, anchor: HTMLElement) => {
      const item = itemOf(messageId)
      if (item?.body) openMenu({ kit, models, item, changes, anchor })
    }

    models.adopt(css)
    models.tools.value = {
      more: (item) => [
        changes.refusalOf(item),
        h(
          'button',
          {
            type: 'button',
            class: 'mm',
            'aria-label': t('tools'),
            'aria-haspopup': 'menu',
            onClick: ({ currentTarget }: MouseEvent) => open(item.messageId ?? '', currentTarget as HTMLElement),
          },
          icon('more'),
        ),
      ],
      reactions: (item) => reactionsOf(kit, models, item, changes.react),
    }
    hearPresses(log, (bubble) => open(bubble.dataset['m'], bubble))
  }
}
