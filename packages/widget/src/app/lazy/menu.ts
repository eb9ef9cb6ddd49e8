import type { ComponentType } from 'preact'
import type { WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import type { Question, Row } from './menu/row.ts'
import { ROWS } from './menu/rows.ts'
import css from './menu.css'
import { questionOf } from './question.ts'

/** What can be done with the conversation: a menu under the header's button. Arrow keys move, Esc closes. */
export function create(kit: Kit): ComponentType<WithModels> {
  const { h, view, signal, t, drawn } = kit
  return view<WithModels>(({ models }, life) => {
    const { chat, adopt } = models
    const question = signal<Question | null>(null)
    let box: HTMLElement | null = null
    let root: ShadowRoot | null = null
    adopt(css)

    const rows = () => [...(box?.querySelectorAll('button') ?? [])]
    function close(): void {
      chat.menu.value = false
      // A dialog that is closed leaves the focus to nobody: the row that it came from is gone.
      if (root?.activeElement || question.peek()) root?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.focus()
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
      const asked = question.value
      if (asked)
        return questionOf(kit, models, { ...asked, tone: asked.isSafe ? 'no' : 'risk' }, (isYes) => {
          if (isYes) asked.act()
          close()
        })
      const shown = ROWS.filter((one) => one.isShown(models))
      const list = shown.length > 0 ? shown.map(row) : h('p', null, t('menu_empty'))
      const hold = (element: HTMLElement | null) => {
        box = element
        root = (element?.getRootNode() as ShadowRoot | undefined) ?? root
      }
      return [
        h('div', { class: 'menu-back', onClick: close }),
        h('div', { class: 'menu', role: 'menu', 'aria-label': t('menu'), tabIndex: -1, ref: hold, onKeyDown }, list),
      ]
    }
  })
}
