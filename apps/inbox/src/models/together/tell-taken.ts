import type { Environment } from '@parley/client'
import type { AgentId, ConversationId, Notice } from '@parley/protocol'
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { t } from '../../i18n/translate.ts'
import type { NoticesModel } from '../notices-model.ts'
import { createRung } from '../rung.ts'
import type { ToastsModel } from '../toasts-model.ts'

type Deps = {
  env: Pick<Environment, 'storage' | 'now'>
  me: AgentId
  notices: Pick<NoticesModel, 'notices' | 'state'>
  people: { nameOf(id: AgentId): string | null }
  toasts: Pick<ToastsModel, 'toast' | 'show'>
  isAttended: ReadonlySignal<boolean>
  openId: ReadonlySignal<ConversationId | null>
  open(id: ConversationId): void
}

/** Whoever comes back to a tab later than this finds it in Activity. */
const NEWS_MS = 30 * 60_000

/**
 * Says in a toast who took a conversation from the agent, and leads to it: in the tab that he looks at, and in no second
 * one. It waits for a toast that is there, which may hold an Undo.
 */
export function tellTaken({ env, me, notices, people, toasts, isAttended, openId, open }: Deps) {
  const told = createRung(env, `parley-inbox:taken:${me}`)
  const waiting = signal<readonly Notice[]>([])
  const known = new Set<string>()
  let isFirst = true

  function learn(all: readonly Notice[]): void {
    const taken = all.filter(({ kind, id }) => kind === 'taken' && !known.has(id))
    for (const { id } of taken) known.add(id)
    // Oldest first; what was there when the page was opened stands in Activity.
    if (!isFirst && taken.length > 0) waiting.value = [...waiting.peek(), ...taken.toReversed()]
    isFirst = false
  }

  function tell(notice: Notice): void {
    const { id, conversationId, by, visitor, at } = notice
    const n = Date.parse(at)
    const isNews = env.now() - n < NEWS_MS
    const fresh = told.claim([{ kind: 'taken', key: id, n, conversationId, title: '', body: '' }])
    if (!isNews || fresh.length === 0) return
    const name = (by && people.nameOf(by)) ?? t('who.colleague')
    const isHere = conversationId === openId.peek()
    toasts.show({
      text: t('notices.taken.from', { name, visitor: visitor ?? t('who.visitor') }),
      tone: 'plain',
      ...(!isHere && { action: { label: t('notices.taken.open'), run: () => open(conversationId) } }),
    })
  }

  const ends = [
    effect(() => {
      const all = notices.notices.value
      if (notices.state.value === 'ready') untracked(() => learn(all))
    }),
    effect(() => {
      const [next, ...rest] = waiting.value
      if (!next || !isAttended.value || toasts.toast.value) return
      untracked(() => {
        waiting.value = rest
        tell(next)
      })
    }),
  ]
  return {
    /** Leaves nothing of this person behind in the browser. */
    forget: told.forget,
    end() {
      for (const end of ends) end()
    },
  }
}
