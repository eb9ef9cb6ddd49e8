import type { VisitorId, WorkspaceId } from '@parley/protocol'
import type { VisitorDeps } from './actions.ts'

type Ref = { workspaceId: WorkspaceId; id: VisitorId }
type Told = { name?: string; email?: string; phone?: string }

/**
 * Keeps what a form told of a visitor; his conversation knows it already. With `onlyNew` what is known stays; what
 * his signed identity told stays in any case.
 */
export function createAcquaint({ store, changed }: Pick<VisitorDeps, 'store' | 'changed'>) {
  return async (ref: Ref, told: Told, onlyNew: boolean): Promise<void> => {
    const { workspaceId, id } = ref
    const record = await store.find(workspaceId, id)
    const isOpen = (key: string) => !record?.signed?.includes(key) && !(onlyNew && record?.[key as keyof Told])
    const news = Object.entries(told).filter(([key]) => isOpen(key))
    if (news.length === 0) return
    await store.update(workspaceId, id, Object.fromEntries(news))
    changed(ref)
  }
}
