import { plainText } from '@parley/ui/markup'
import type { Frame } from '../../loader/frame.ts'
import type { Bubble } from '../models/attention.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './bubble.css'

/** The one bubble of a widget. */
export type BubblePlace = {
  /** In place of what stood there; said once to people who listen. False while the chat is open or the launcher hidden. */
  show(bubble: Bubble): boolean
  /** Takes `bubble` away, or whatever is shown. */
  hide(bubble?: Bubble): void
  end(): void
}

const MOST_BUTTONS = 3
/** A live region says what changes in it, not what it comes with: milliseconds between the two. */
const SPOKEN_AFTER_MS = 150

export function create(kit: Kit): (models: Models, frame: Frame) => BubblePlace {
  return ({ adopt, chat, settings }, { root, launcher }) => {
    const { h, signal, effect } = kit
    const shown = signal<Bubble | null>(null)
    const spoken = signal('')
    const place = document.createElement('div')
    let timer: ReturnType<typeof setTimeout> | undefined
    adopt(css)
    root.insertBefore(place, launcher)

    function take(then: (bubble: Bubble) => void): void {
      const bubble = shown.peek()
      const hadFocus = place.contains(root.activeElement)
      shown.value = null
      if (bubble) then(bubble)
      if (hadFocus && !chat.isOpen.peek()) launcher.focus()
    }
    const Card = kit.view(() => () => [
      shown.value && card(kit, shown.value, settings.name, take),
      h('p', { class: 'vh', role: 'status', key: 'spoken' }, spoken.value),
    ])
    kit.render(h(Card, null), place)
    const endClosing = effect(() => {
      if (chat.isOpen.value) shown.value = null
    })

    return {
      show(bubble) {
        if (chat.isOpen.peek() || launcher.hidden) return false
        shown.value = bubble
        clearTimeout(timer)
        timer = setTimeout(() => {
          spoken.value = `${bubble.from?.name ?? settings.name}: ${wordsOf(bubble)}`
        }, SPOKEN_AFTER_MS)
        return true
      },
      hide(bubble = shown.peek() ?? undefined) {
        if (bubble === shown.peek()) shown.value = null
      },
      end() {
        clearTimeout(timer)
        endClosing()
        kit.render(null, place)
        place.remove()
      },
    }
  }
}

type Take = (then: (bubble: Bubble) => void) => void

const wordsOf = ({ text, isMarked }: Bubble) => (isMarked ? plainText(text) : text)

function card({ h, t, icon, avatar, direction, language }: Kit, bubble: Bubble, site: string, take: Take) {
  const { from, count = 1, buttons = [] } = bubble
  const name = from?.name ?? site
  const open = () => take(({ onOpen }) => onOpen())
  const dismiss = () => take(({ onDismiss }) => onDismiss())
  const button = ({ label, onPress }: NonNullable<Bubble['buttons']>[number]) =>
    h('button', { type: 'button', key: label, onClick: () => take(onPress) }, label)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    dismiss()
  }
  return h(
    'div',
    {
      ...{
        class: `bubble${count > 1 ? ' pile' : ''}`,
        key: 'card',
        role: 'region',
        'aria-label': t('bubble', { name }),
      },
      ...{ dir: direction.value, lang: language.value, onKeyDown },
    },
    h(
      'p',
      { class: 'bubble-who' },
      avatar(from?.id ?? site, name),
      h(
        'span',
        { class: 'grow cut' },
        h('b', { dir: 'auto' }, name),
        count > 1 && ` · ${t('bubble_count', { count })}`,
      ),
    ),
    h('button', { type: 'button', class: 'bubble-text', onClick: open }, h('span', { dir: 'auto' }, wordsOf(bubble))),
    buttons.length > 0 && h('div', { class: 'bubble-do' }, buttons.slice(0, MOST_BUTTONS).map(button)),
    h('button', { type: 'button', class: 'ib', 'aria-label': t('bubble_dismiss'), onClick: dismiss }, icon('close')),
  )
}
