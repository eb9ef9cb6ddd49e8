import { StoreError } from '../store-error.ts'
import { errorOf } from './error-message.ts'
import type { WriteSummary } from './operations.ts'

/** One failure of a batch, with the driver's names and, besides, the clashing key. */
export type BulkFailure = {
  readonly index: number
  readonly code: number
  readonly errmsg: string
  readonly keyPattern?: Readonly<Record<string, unknown>>
  readonly keyValue?: Readonly<Record<string, unknown>>
}

/** A batch that was not written wholly, shaped like the driver's MongoBulkWriteError. */
export class BulkError extends Error {
  readonly code: number
  readonly writeErrors: readonly BulkFailure[]
  readonly insertedCount: number
  readonly matchedCount: number
  readonly modifiedCount: number
  readonly deletedCount: number
  readonly upsertedCount: number

  constructor(summary: WriteSummary) {
    const writeErrors = summary.errors.map(({ index, error }) => failureOf(index, errorOf(error)))
    const first = writeErrors[0]
    super(first?.errmsg ?? 'A batch was not written wholly')
    this.name = 'MongoBulkWriteError'
    this.code = first?.code ?? 0
    this.writeErrors = writeErrors
    this.insertedCount = summary.inserted
    this.matchedCount = summary.matched
    this.modifiedCount = summary.modified
    this.deletedCount = summary.deleted
    this.upsertedCount = summary.upserted.length
  }
}

function failureOf(index: number, error: Error): BulkFailure {
  if (!(error instanceof StoreError)) return { index, code: 0, errmsg: error.message }
  const { code, message, keyPattern, keyValue } = error
  return { index, code, errmsg: message, ...(keyPattern && { keyPattern }), ...(keyValue && { keyValue }) }
}
