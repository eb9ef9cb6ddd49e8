import type { AgentId, ConversationId } from '@parley/protocol'
import { effect, type ReadonlySignal } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { previewOf } from '../format/rows.ts'
import { t } from '../i18n/translate.ts'
import type { ListRow } from './list-rows.ts'

type Deps = {
  window: Pick<BrowserWindow, 'notify'>
  me: AgentId
  /** The open conversations, live. */
  rows: ReadonlySignal<readonly ListRow[]>
  isOn: ReadonlySignal<boolean>
  isAttended: ReadonlySignal<boolean>
  open(id: ConversationId): void
}

/**
 * Tells of what a visitor writes to this agent, or to nobody yet, while nobody looks at the window. What was there
 * before is known and not told. Returns what ends it.
 */
export function startNotices({ window, me, rows, isOn, isAttended, open }: Deps): () => void {
  const known = new Map<ConversationId, number>()
  let isFirst = true
  return effect(() => {
    const mayTell = !isFirst && isOn.value && !isAttended.value
    for (const row of rows.value) {
      const before = known.get(row.id) ?? 0
      known.set(row.id, row.unread)
      const isOurs = row.assigneeId === null || row.assigneeId === me
      if (mayTell && isOurs && row.unread > before) tell(row)
    }
    isFirst &&= rows.value.length === 0
  })

  function tell(row: ListRow) {
    const title = row.visitor?.name ?? row.visitor?.email ?? t('who.visitor')
    window.notify({ title, body: previewOf(row).text, tag: row.id, onOpen: () => open(row.id) })
  }
}
