import type { ContactChanges, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { defined } from '../../lib/defined.ts'
import { rootOf } from './access.ts'
import { changed } from './change.ts'
import { isNamed, verifiedOf } from './derived.ts'
import { blankOf, type ContactRecord, isErased } from './model.ts'
import { withChanges } from './profile.ts'
import type { ContactStore } from './store.ts'

/** What a row says of somebody; `row` names it among all rows of all imports. */
export type ToldRow = {
  row: string
  externalId: string | null
  email: string | null
  tags: readonly string[]
  changes: Omit<ContactChanges, 'tags'>
}
export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'ambiguous'

/** A contact, and who he was when a row meant him: somebody may have merged him into another. */
type Known = { record: ContactRecord; as: ContactRecord }

type Deps = { store: Pick<ContactStore, 'listMeant' | 'insert' | 'replace' | 'find'>; clock: Clock }

/** Contacts of a batch that one address may mean. */
const MEANT = 2_000

/** Rows of imports, and whom they mean: by the host's own id, or by the address. */
export function createImporting({ store, clock }: Deps) {
  async function meantBy(workspaceId: WorkspaceId, rows: readonly ToldRow[]): Promise<Known[]> {
    const externalIds = rows.flatMap(({ externalId }) => externalId ?? [])
    const emails = rows.flatMap(({ email }) => email ?? [])
    const all = await Promise.all([
      ...(externalIds.length > 0 ? [store.listMeant(workspaceId, { externalId: { $in: externalIds } }, MEANT)] : []),
      ...(emails.length > 0 ? [store.listMeant(workspaceId, { email: { $in: emails } }, MEANT)] : []),
    ])
    const byId = new Map(all.flat().map((record) => [record._id, record]))
    return (await Promise.all([...byId.values()].map(whole))).filter(({ record }) => !isErased(record))
  }

  /** Who he is since he was merged into another, and still the one whom an address meant. */
  async function whole(record: ContactRecord): Promise<Known> {
    const { workspaceId, _id } = record
    const root = record.mergedInto ? await rootOf(store, workspaceId, _id) : record
    return { record: root ?? record, as: record }
  }

  async function create(workspaceId: WorkspaceId, told: ToldRow): Promise<RowOutcome> {
    const blank = blankOf(workspaceId, clock.now())
    const known = {
      ...withChanges(blank, { ...told.changes, tags: [...told.tags] }),
      imported: { row: told.row, was: 'created' } as const,
    }
    const record = { ...blank, ...known, ...(told.externalId && { externalId: told.externalId }) }
    if (await store.insert(defined(record) as ContactRecord)) return 'created' // blank has what must be there
    return 'unchanged' // somebody signed in as him just now: the next pass finds him
  }

  async function update({ record: found, as }: Known, told: ToldRow): Promise<RowOutcome> {
    if (found.imported?.row === told.row) return found.imported.was
    if (!newsOf(found, toldOf(found, as, told))) return 'unchanged'
    const imported = { row: told.row, was: 'updated' } as const
    await changed(
      store,
      () => rootOf(store, found.workspaceId, found._id),
      (record) => {
        const news = newsOf(record, toldOf(record, as, told))
        return news && { ...news, imported, updatedAt: clock.now() }
      },
    )
    return 'updated'
  }

  function judge(all: readonly Known[], told: ToldRow, seen: Set<string>): RowOutcome {
    const found = matchOf(all, told)
    if (found === 'ambiguous') return found
    const keys = keysOf(told)
    const isSeen = keys.some((key) => seen.has(key))
    for (const key of keys) seen.add(key)
    if (found) return newsOf(found.record, toldOf(found.record, found.as, told)) ? 'updated' : 'unchanged'
    return isSeen ? 'updated' : 'created'
  }

  return {
    /** What rows would do, without doing it. `seen` holds the keys of rows before: they would be there by now. */
    async look(workspaceId: WorkspaceId, rows: readonly ToldRow[], seen: Set<string>): Promise<RowOutcome[]> {
      const all = await meantBy(workspaceId, rows)
      return rows.map((told) => judge(all, told, seen))
    },

    /** Does it; rows that mean one person after one another. Done again, it does nothing, and tells the same. */
    async write(workspaceId: WorkspaceId, rows: readonly ToldRow[]): Promise<RowOutcome[]> {
      const outcomes: RowOutcome[] = []
      for (const wave of wavesOf(rows)) {
        const all = await meantBy(workspaceId, wave)
        const done = wave.map((told) => {
          const found = matchOf(all, told)
          if (found === 'ambiguous') return found
          return found ? update(found, told) : create(workspaceId, told)
        })
        outcomes.push(...(await Promise.all(done)))
      }
      return outcomes
    },
  }
}
export type Importing = ReturnType<typeof createImporting>

const keysOf = ({ externalId, email }: Pick<ToldRow, 'externalId' | 'email'>): string[] => [
  ...(externalId ? [`id ${externalId}`] : []),
  ...(email ? [`email ${email}`] : []),
]

/** Rows in their order, cut wherever one may mean somebody of the same piece. */
function wavesOf(rows: readonly ToldRow[]): ToldRow[][] {
  const waves: ToldRow[][] = []
  let keys = new Set<string>()
  for (const row of rows) {
    const own = keysOf(row)
    if (waves.length === 0 || own.some((key) => keys.has(key))) {
      waves.push([])
      keys = new Set()
    }
    waves.at(-1)?.push(row)
    for (const key of own) keys.add(key)
  }
  return waves
}

/**
 * Whom a row means: by the host's id first. An address means nobody whom the host knows by another id than the row says:
 * two identified people are never taken for one (complaint 8).
 */
function matchOf(all: readonly Known[], { externalId, email }: ToldRow): Known | null | 'ambiguous' {
  const byId = externalId && all.find(({ as }) => as.externalId === externalId)
  if (byId) return byId
  const fits = ({ record, as }: Known) => as.email === email && !(externalId && isNamed(record))
  const byEmail = email ? all.filter(fits) : []
  const [first] = byEmail
  return byEmail.some(({ record }) => record._id !== first?.record._id) ? 'ambiguous' : (first ?? null)
}

/** What a row says of whoever took in the one whom it means: by what he was found, he is not called. */
function toldOf({ _id }: ContactRecord, as: ContactRecord, told: ToldRow): ToldRow {
  if (as._id === _id) return told
  const { email, ...others } = told.changes
  return { ...told, externalId: null, changes: email === as.email ? others : told.changes }
}

/** What a row changes of a record; null: nothing. What a signed identity told stays. */
function newsOf(record: ContactRecord, { changes, tags, externalId }: ToldRow): Partial<ContactRecord> | null {
  const verified: readonly string[] = verifiedOf(record)
  const free = Object.fromEntries(Object.entries(changes).filter(([key]) => !verified.includes(key)))
  const all = { ...free, tags: [...new Set([...(record.tags ?? []), ...tags])] }
  const after: Partial<ContactRecord> = {
    ...withChanges(record, all),
    ...(externalId && !isNamed(record) && { externalId }),
  }
  const isNews = Object.entries(after).some(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(record[key as keyof ContactRecord] ?? emptyOf(key)),
  )
  return isNews ? after : null
}

const emptyOf = (key: string) => ({ tags: [], fields: {}, note: '' })[key]
