import type { ComponentType } from 'preact'
import type { WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import type { Question, Row } from './menu/row.ts'
import { ROWS } from './menu/rows.ts'
import css from './menu.css'

/** What can be done with the conversation: a menu under the header's button. Arrow keys move, Esc closes. */
export function create(kit: Kit): ComponentType<WithModels> {
  const { h, view, signal, t, drawn } = kit
  return view<WithModels>(({ models }, life) => {
    const { chat, adopt } = models
    const question = signal<Question | null>(null)
    let box: HTMLElement | null = null
    adopt(css)

    const rows = () => [...(box?.querySelectorAll('button') ?? [])]
    function close(): void {
      const { activeElement, host } = (box?.getRootNode() ?? document) as ShadowRoot
      chat.menu.value = false
      if (activeElement) host?.shadowRoot?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.focus()
    }
    function onKeyDown(event: KeyboardEvent): void {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      event.stopPropagation() // Esc closes the menu, not the chat
      if (event.key === 'Escape' || event.key === 'Tab') close()
      else if (!step) return
      event.preventDefault()
      const all = rows()
      const at = all.indexOf(event.target as HTMLButtonElement)
      if (step) all.at((at + step) % all.length)?.focus()
    }
    life.drawn = () => {
      const { activeElement } = (box?.getRootNode() ?? document) as ShadowRoot
      if (!box?.contains(activeElement)) rows()[0]?.focus()
    }

    const row = (one: Row) => {
      const checked = one.isChecked?.(models)
      const role = checked === undefined ? 'menuitem' : 'menuitemcheckbox'
      const onClick = async () => {
        await one.choose({
          ...{ kit, models },
          ask: (asked) => {
            question.value = asked
          },
        })
        if (!question.peek()) close()
      }
      return h(
        'button',
        { key: one.key, type: 'button', role, 'aria-checked': checked, class: one.isDanger && 'risky', onClick },
        drawn(one.icon),
        h('span', { class: 'grow' }, one.label({ kit, models })),
      )
    }

    return () => {
      if (question.value) return asking(kit, question.value, close)
      const shown = ROWS.filter((one) => one.isShown(models))
      const list = shown.length > 0 ? shown.map(row) : h('p', null, t('menu_empty'))
      const hold = (element: HTMLElement | null) => {
        box = element
      }
      return [
        h('div', { class: 'menu-back', onClick: close }),
        h('div', { class: 'menu', role: 'menu', 'aria-label': t('menu'), tabIndex: -1, ref: hold, onKeyDown }, list),
      ]
    }
  })
}

/** A question over the chat: its buttons are the answers. */
function asking({ h }: Kit, { title, text, yes, keep, act, isSafe }: Question, close: () => void) {
  return h(
    'dialog',
    {
      class: 'ask',
      'aria-label': title,
      ref: (element: HTMLDialogElement | null) => {
        if (element && !element.open) element.showModal()
      },
      onClose: close,
      onKeyDown: (event: KeyboardEvent) => event.stopPropagation(),
    },
    h('h2', null, title),
    h('p', null, text),
    h(
      'div',
      { class: 'answers' },
      h('button', { type: 'button', class: 'quiet', onClick: close }, keep),
      h(
        'button',
        {
          type: 'button',
          class: isSafe ? 'quiet' : 'risk',
          onClick: () => {
            act()
            close()
          },
        },
        yes,
      ),
    ),
  )
}
