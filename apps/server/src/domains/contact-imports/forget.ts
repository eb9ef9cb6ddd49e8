import type { ContactImportId, WorkspaceId } from '@parley/protocol'
import type { ImportRecord, ImportStore } from './store.ts'

const folded = (value: string) => value.trim().toLowerCase()

/** Takes the rows of somebody out of what imports refused: those that hold one of `words`, by which he was known. */
export function createForget(store: Pick<ImportStore, 'listKept' | 'listRefusals' | 'removeRefusalRows' | 'isFull'>) {
  async function forgetIn(record: ImportRecord, words: ReadonlySet<string>): Promise<void> {
    for (let after = 0; ; ) {
      const page = await store.listRefusals(record, after)
      const his = page.filter(({ values }) => values.some((value) => words.has(folded(value))))
      if (his.length > 0)
        await store.removeRefusalRows(
          record,
          his.map(({ row }) => row),
        )
      const last = page.at(-1)
      if (!last || !store.isFull(page)) return
      after = last.row
    }
  }

  return async (workspaceId: WorkspaceId, words: readonly string[]): Promise<void> => {
    if (words.length === 0) return
    const known = new Set(words.map(folded))
    let after: ContactImportId | null = null
    for (;;) {
      const page: ImportRecord[] = await store.listKept(workspaceId, after)
      for (const record of page) await forgetIn(record, known)
      const last = page.at(-1)
      if (!last) return
      after = last._id
    }
  }
}
