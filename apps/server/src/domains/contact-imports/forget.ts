import type { ContactImportId, WorkspaceId } from '@parley/protocol'
import type { ImportRecord, ImportStore } from './store.ts'

const folded = (value: string) => value.trim().toLowerCase()
const isHis = (row: readonly string[], words: ReadonlySet<string>) => row.some((value) => words.has(folded(value)))

type Store = Pick<
  ImportStore,
  'listKept' | 'listRefusals' | 'removeRefusalRows' | 'isFull' | 'partsOf' | 'rowsOf' | 'changeRows'
>

/**
 * Takes the rows of somebody out of imports: those that hold one of `words`, by which he was known. What was refused
 * goes; what waits to be written becomes empty, for every other row keeps its number.
 */
export function createForget(store: Store) {
  async function emptyIn(record: ImportRecord, words: ReadonlySet<string>): Promise<void> {
    if (record.state === 'done' || record.state === 'canceled') return
    for (let part = 0; part < store.partsOf(record.total); part++) {
      const rows = await store.rowsOf(record, part)
      if (!rows.some((row) => isHis(row, words))) continue
      const emptied = rows.map((row) => (isHis(row, words) ? row.map(() => '') : row))
      await store.changeRows(record, part, emptied)
    }
  }

  async function forgetIn(record: ImportRecord, words: ReadonlySet<string>): Promise<void> {
    for (let after = 0; ; ) {
      const page = await store.listRefusals(record, after)
      const his = page.filter(({ values }) => isHis(values, words))
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
      for (const record of page) {
        await emptyIn(record, known)
        await forgetIn(record, known)
      }
      const last = page.at(-1)
      if (!last) return
      after = last._id
    }
  }
}
