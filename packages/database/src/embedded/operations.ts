import type { SERVER_CODES } from '../store-error.ts'
import type { Doc } from './bson-type.ts'
import type { SortKey } from './spread.ts'

export type IndexRequest = {
  readonly name: string
  readonly key: readonly (readonly [path: string, direction: number])[]
  readonly unique: boolean
  readonly partial: Doc | null
  readonly expireAfterSeconds: number | null
}

/** What is done to the documents found: an update, or a whole other document in their place. */
export type Modification =
  | { readonly update: unknown; readonly arrayFilters: Doc[] }
  | { readonly replacement: Uint8Array }

export type WriteModel =
  | { readonly kind: 'insert'; readonly doc: Uint8Array }
  | {
      readonly kind: 'update'
      readonly filter: Doc
      readonly change: Modification
      readonly multi: boolean
      readonly upsert: boolean
    }
  | { readonly kind: 'delete'; readonly filter: Doc; readonly multi: boolean }

/** Operations of the thread that reads. */
export type ReadOperation =
  | {
      readonly op: 'find'
      readonly collection: string
      readonly filter: Doc
      readonly sort: SortKey
      readonly hint: SortKey
      readonly skip: number
      /** 0 is no limit. */
      readonly limit: number
      readonly projection: Doc | null
    }
  | { readonly op: 'aggregate'; readonly collection: string; readonly pipeline: readonly Doc[] }
  | { readonly op: 'more'; readonly cursor: number }
  | { readonly op: 'ping' }
  | { readonly op: 'check' }
  | { readonly op: 'close'; readonly cursor: number }
  | {
      readonly op: 'count'
      readonly collection: string
      readonly filter: Doc
      readonly limit: number
    }
  | {
      readonly op: 'examine'
      readonly collection: string
      readonly filter: Doc
      readonly sort: SortKey
      readonly limit: number
      readonly count: boolean
    }

/** Operations of the thread that writes. */
export type WriteOperation =
  | {
      readonly op: 'write'
      readonly collection: string
      readonly models: readonly WriteModel[]
      readonly ordered: boolean
    }
  | {
      readonly op: 'findAndModify'
      readonly collection: string
      readonly filter: Doc
      readonly sort: SortKey
      /** null removes what is found. */
      readonly change: Modification | null
      readonly upsert: boolean
      readonly after: boolean
      readonly projection: Doc | null
    }
  | { readonly op: 'createIndexes'; readonly collection: string; readonly indexes: readonly IndexRequest[] }
  | { readonly op: 'dropCollection'; readonly collection: string }
  | { readonly op: 'dropDatabase' }
  | { readonly op: 'ping' }
  | { readonly op: 'expire' }
  | { readonly op: 'checkpoint' }

export type Batch = { readonly cursor: number; readonly docs: readonly Uint8Array[] }

/** Errors in a form that survives the way between threads. */
export type ErrorMessage = {
  readonly codeName: keyof typeof SERVER_CODES | null
  readonly message: string
  readonly keyPattern: Doc | null
  readonly keyValue: Doc | null
}

export type WriteSummary = {
  readonly inserted: number
  readonly matched: number
  readonly modified: number
  readonly deleted: number
  readonly upserted: readonly { readonly index: number; readonly id: unknown }[]
  readonly errors: readonly { readonly index: number; readonly error: ErrorMessage }[]
}

/** One message to a thread: the operations of one tick, and the store's time at which they were sent. */
export type Request = { readonly batch: number; readonly now: number; readonly operations: readonly unknown[] }
export type Answer = { readonly result: unknown } | { readonly error: ErrorMessage }
export type Reply = { readonly batch: number; readonly answers: readonly Answer[] }
