import type { Doc } from './bson-type.ts'

export type UpdateContext = { readonly now: Date; readonly isInsert: boolean }

/** Changes a document that the caller owns, in place, or returns another in its stead. */
export type Updater = {
  readonly apply: (doc: Doc, context: UpdateContext) => Doc
  /** The paths that may change; null when anything may. */
  readonly touches: readonly string[] | null
}
