/** One document of a batch that was not written. */
export type WriteFailure = {
  /** Its place in the batch. */
  readonly index: number
  readonly code: number
  /** The clashing index of a duplicate key, else null. */
  readonly indexName: string | null
}

type Fields = Readonly<Record<string, unknown>>

const DUPLICATE_KEY = 11000

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null ? (value as Fields) : null

/** MongoDB tells the clashing index of a batch in the message only: `E11000 … index: NAME dup key: …`. */
const indexNameIn = (message: unknown): string | null =>
  typeof message === 'string' ? (/ index: (\S+) dup key/.exec(message)?.[1] ?? null) : null

/** The name that MongoDB gives an index by default, read backwards: `a_1_b.c_-1`. */
function patternOf(indexName: string): Record<string, number> {
  const pattern: Record<string, number> = {}
  for (const [, path, direction] of indexName.matchAll(/(?:^|_)(.+?)_(-?1)(?=_|$)/g)) {
    if (path) pattern[path] = Number(direction)
  }
  return indexName === '_id_' ? { _id: 1 } : pattern
}

/** The failures of `insertMany` or `bulkWrite`; null when the error is of another kind: then nothing is known. */
export function writeFailuresOf(error: unknown): readonly WriteFailure[] | null {
  const fields = fieldsOf(error)
  if (fields?.['name'] !== 'MongoBulkWriteError') return null
  const errors = Array.isArray(fields['writeErrors']) ? fields['writeErrors'] : [fields['writeErrors']]
  return errors.flatMap((entry) => {
    const failure = fieldsOf(entry)
    if (!failure) return []
    const { index, code, errmsg } = failure
    return [{ index: Number(index), code: Number(code), indexName: indexNameIn(errmsg) }]
  })
}

/**
 * Whether a write failed because a unique index holds its key already, and which one. For a batch: the first clash.
 * `keyPattern` of a batch is read from the index's name, so give unique indexes no names of their own.
 */
export function isDuplicateKey(error: unknown): false | { readonly keyPattern: Readonly<Record<string, unknown>> } {
  const fields = fieldsOf(error)
  if (fields?.['code'] !== DUPLICATE_KEY) return false
  const given = fieldsOf(fields['keyPattern'])
  if (given) return { keyPattern: given }
  const name = writeFailuresOf(error)?.find((failure) => failure.code === DUPLICATE_KEY)?.indexName
  return { keyPattern: patternOf(name ?? indexNameIn(fields['message']) ?? '') }
}
