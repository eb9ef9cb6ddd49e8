import type { ConversationId } from '@parley/protocol'
import { effect, type ReadonlySignal, untracked } from '@preact/signals'
import { previewOf } from '../../format/rows.ts'
import type { Bell } from '../bell.ts'
import type { Happening } from '../happenings.ts'
import type { ListRow } from '../list-rows.ts'
import type { TeamModel } from './team-model.ts'

type Deps = {
  bell: Pick<Bell, 'hear'>
  team: Pick<TeamModel, 'rows' | 'state'>
  titleOf(row: ListRow): string
}

/** Rings for what colleagues write, as for messages of visitors; what was there when the page was opened is known. */
export function ringTeam({ bell, team, titleOf }: Deps): () => void {
  const known = new Map<ConversationId, number>()
  const rows: ReadonlySignal<readonly ListRow[]> = team.rows
  let isFirst = true
  return effect(() => {
    if (team.state.value !== 'ready') return
    const fresh = rows.value.filter((row) => row.unread > 0 && row.counts.notes > (known.get(row.id) ?? 0))
    for (const row of rows.value) known.set(row.id, row.counts.notes)
    const news = fresh.map((row): Happening => {
      const place = { key: `message:${row.id}`, n: row.counts.notes, conversationId: row.id }
      return { kind: 'message', ...place, title: titleOf(row), body: previewOf(row).text }
    })
    if (!isFirst) untracked(() => bell.hear(news))
    isFirst = false
  })
}
