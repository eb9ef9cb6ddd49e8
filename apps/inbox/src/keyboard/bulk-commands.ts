import type { Workbench } from '../models/workbench.ts'
import type { CommandId } from './shortcuts.ts'

/** While conversations are selected, the keys of one conversation are for all of them. */
const BULK: Partial<Record<CommandId, (bench: Workbench) => void>> = {
  assign: ({ ui }) => ui.ask('bulk-assign'),
  'assign-me': ({ bulk, me }) => bulk.start({ type: 'assign', assigneeId: me.id }),
  close: ({ bulk, closing }) =>
    void closing.ask((reasonId) => bulk.start({ type: 'status', status: 'closed', reasonId })),
  pending: ({ bulk }) => bulk.start({ type: 'status', status: 'pending' }),
  tag: ({ ui }) => ui.ask('bulk-tag'),
  priority: ({ ui }) => ui.ask('bulk-priority'),
}

/** Whether the selection took the command: one that is on screen, since nobody means what he does not see. */
export function runForSelection(bench: Workbench, id: CommandId): boolean {
  const command = BULK[id]
  const isShown = bench.router.route.peek().screen === 'conversations'
  if (!command || !isShown || bench.bulk.count.peek() === 0) return false
  command(bench)
  return true
}
