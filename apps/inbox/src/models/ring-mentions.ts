import type { AgentId } from '@parley/protocol'
import { effect, untracked } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import type { Bell } from './bell.ts'
import type { Happening } from './happenings.ts'
import type { NoticesModel } from './notices-model.ts'

type Deps = {
  bell: Pick<Bell, 'hear' | 'know'>
  notices: Pick<NoticesModel, 'notices' | 'state'>
  people: { nameOf(id: AgentId): string | null }
}

/** Rings for mentions, of which the rows of lists say nothing; those from before this page was opened are known. */
export function ringMentions({ bell, notices, people }: Deps): () => void {
  let isFirst = true
  return effect(() => {
    if (notices.state.value !== 'ready') return
    const mentions = notices.notices.value
      .filter(({ kind, isRead }) => kind === 'mention' && !isRead)
      .map(({ id, conversationId, by, at }): Happening => {
        const name = by && people.nameOf(by)
        const body = name ? t('notices.by.mention', { name }) : ''
        return { kind: 'mention', key: `mention:${id}`, n: Date.parse(at), conversationId, title: name ?? '', body }
      })
    untracked(() => (isFirst ? bell.know(mentions) : bell.hear(mentions)))
    isFirst = false
  })
}
