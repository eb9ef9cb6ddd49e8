import type { OwnConversation } from '@parley/protocol'
import type { ComponentType } from 'preact'
import type { WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './conversation-list.css'
import { conversationRow } from './conversation-row.ts'

/** The visitor's conversations, and the way to a new one. */
export function create(kit: Kit): ComponentType<WithModels> {
  const { h, view, t } = kit
  return view<WithModels>(({ models: { chat, adopt } }) => {
    adopt(css)
    return () =>
      h(
        'div',
        { class: 'body' },
        h(
          'ul',
          { class: 'list', 'aria-label': t('conversations') },
          chat.own.value?.map((one) =>
            h(
              'li',
              { key: one.id },
              h(
                'button',
                { type: 'button', onClick: () => chat.openOne(one.id) },
                conversationRow(kit, one, lastWords(kit, one)),
              ),
            ),
          ),
        ),
        h('button', { type: 'button', class: 'primary', onClick: chat.startNew }, t('start')),
      )
  })
}

/** What was said last and whether it was the visitor; or that it is over. */
function lastWords({ t }: Kit, { last, status }: OwnConversation): string {
  if (status === 'closed') return t('closed')
  return `${/visitor|contact/.test(last?.actor.type ?? '') ? `${t('you')}: ` : ''}${last?.text || t('file')}`
}
