import type { AgentId, Notice } from '@parley/protocol'
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

const TEXTS = {
  mention: 'notices.by.mention',
  offline: 'notices.by.offline',
  taken: 'notices.by.taken',
} as const

/** Rings for what the rows of lists say nothing of: mentions, agents who went away, and who took one's conversation. What was there before this page was opened is known. */
export function ringMentions({ bell, notices, people }: Deps): () => void {
  let isFirst = true
  return effect(() => {
    if (notices.state.value !== 'ready') return
    const mentions = notices.notices.value.flatMap((notice) => happeningOf(notice, people))
    untracked(() => (isFirst ? bell.know(mentions) : bell.hear(mentions)))
    isFirst = false
  })
}

function happeningOf(notice: Notice, people: Deps['people']): Happening[] {
  const { id, kind, isRead, conversationId, by, at } = notice
  if (isRead || (kind !== 'mention' && kind !== 'offline' && kind !== 'taken')) return []
  const name = (by && people.nameOf(by)) ?? ''
  const body = name && t(TEXTS[kind], { name })
  return [{ kind, key: `${kind}:${id}`, n: Date.parse(at), conversationId, title: name, body }]
}
