import type { MessageItem } from '../../models/items.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** Whether the visitor reacted with `emoji`, and who else did. */
function givers({ t }: Kit, { chat, client }: Models, by: readonly string[]) {
  const me = client.actor.value?.id
  const names = new Map(
    chat.handle.value?.timeline.value.flatMap((one) =>
      one.type === 'message' ? [[one.actor.id, one.actor.name]] : [],
    ),
  )
  const named = by.map((id) => (id === me ? t('you') : (names.get(id) ?? t('team'))))
  return { isMine: by.includes(me ?? ''), names: [...new Set(named)].join(', ') }
}

/** Whether the visitor himself reacted with `emoji`. */
export function hasReacted({ client }: Models, { reactions }: MessageItem, emoji: string): boolean {
  const me = client.actor.peek()?.id ?? ''
  return reactions.some((one) => one.emoji === emoji && one.by.includes(me))
}

type React = (item: MessageItem, emoji: string) => void

/** The reactions under a message: pressed is one's own, a press changes it. */
export function reactionsOf(kit: Kit, models: Models, item: MessageItem, react: React) {
  const { h, t } = kit
  const isOn = models.options.value?.features.reactions
  return item.reactions.map(({ emoji, by }) => {
    const { isMine, names } = givers(kit, models, by)
    return h(
      'button',
      {
        key: emoji,
        type: 'button',
        disabled: !isOn,
        'aria-pressed': isMine,
        'aria-description': t('reacted', { emoji, names }),
        title: names,
        onClick: () => react(item, emoji),
      },
      emoji,
      ' ',
      by.length > 1 && by.length,
    )
  })
}
