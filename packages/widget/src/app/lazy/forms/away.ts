import type { ComponentType } from 'preact'
import type { FormsProps } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** In place of the chat while it is in a window of its own. */
export function createAway({ h, view, t }: Kit): ComponentType<FormsProps> {
  return view<FormsProps>(({ models: { chat } }) => () => {
    const away = chat.away.value
    if (!away?.back) return h('div', { class: 'body', role: 'status', 'aria-label': t('loading') })
    return h(
      'div',
      { class: 'body ask-wait' },
      h('p', { role: 'status' }, t('away_what')),
      h('button', { type: 'button', class: 'pill', onClick: () => away.show?.() }, t('away_show')),
      h('button', { type: 'button', class: 'pill', onClick: () => away.back?.() }, t('away_back')),
    )
  })
}
