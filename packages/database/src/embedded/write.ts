import { ObjectId } from 'bson'
import { StoreError } from '../store-error.ts'
import type { Doc } from './bson-type.ts'
import type { CollectionState } from './catalog.ts'
import { decodeDoc, encodeDoc } from './doc-codec.ts'
import type { Documents, Replaced, Stored } from './documents.ts'
import { type FilterNode, parseFilter } from './filter.ts'
import { sameValue } from './key-codec.ts'
import type { Modification, WriteModel, WriteOperation } from './operations.ts'
import { projector } from './projection.ts'
import { docOf, type Engine, type Found, select } from './query.ts'
import { compileUpdate } from './update.ts'
import { writeAt } from './update-path.ts'
import type { UpdateContext, Updater } from './updater.ts'

export type Writing = { readonly engine: Engine; readonly documents: Documents; readonly now: Date }

type Changed = { readonly matched: number; readonly modified: number; readonly upsertedId: unknown }
const UNCHANGED: Changed = { matched: 0, modified: 0, upsertedId: null }

/** `_id` comes first in a stored document, as in MongoDB. */
function withId(doc: Doc): Doc {
  if (Array.isArray(doc['_id'])) throw new StoreError('BadValue', "The '_id' value cannot be of type array")
  return doc['_id'] === undefined ? { ...doc, _id: new ObjectId() } : doc
}

function insertDoc({ engine, documents }: Writing, name: string, raw: Uint8Array): Doc {
  const given = decodeDoc(raw)
  const doc = withId(given)
  documents.insert(engine.catalog.ensure(name), doc, doc === given ? raw : encodeDoc(doc))
  return doc
}

/** What an upsert's new document takes from the filter: every equality, wherever `$and` put it. */
function seedOf(node: FilterNode, doc: Doc = {}): Doc {
  if (node.type === 'and') for (const inner of node.nodes) seedOf(inner, doc)
  if (node.type === 'field') for (const pred of node.preds) if (pred.op === 'eq') writeAt(doc, node.path, pred.value)
  return doc
}

function updaterOf(change: Modification, filter: Doc): Updater {
  if ('update' in change) return compileUpdate(change.update, { filter, arrayFilters: change.arrayFilters })
  const replacement = decodeDoc(change.replacement)
  if (Object.keys(replacement).some((key) => key.startsWith('$')))
    throw new StoreError('FailedToParse', 'the replace operation document must not contain atomic operators')
  return { apply: (doc) => ({ _id: replacement['_id'] ?? doc['_id'], ...replacement }), touches: null }
}

function applied(updater: Updater, doc: Doc, context: UpdateContext): Doc {
  const id = doc['_id']
  const after = updater.apply(doc, context)
  if (id !== undefined && !sameValue(after['_id'], id))
    throw new StoreError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    )
  return after
}

function upsert(writing: Writing, name: string, filter: Doc, updater: Updater): Doc {
  const seed = seedOf(parseFilter(filter))
  const doc = withId(applied(updater, seed, { now: writing.now, isInsert: true }))
  const { _id, ...rest } = doc
  return insertDoc(writing, name, encodeDoc({ _id, ...rest }))
}

function change(writing: Writing, name: string, found: Found, updater: Updater): Replaced {
  const collection = writing.engine.catalog.ensure(name)
  const context = { now: writing.now, isInsert: false }
  const stored: Stored = { id: found.id, raw: found.raw, doc: docOf(found) }
  return writing.documents.replace(collection, stored, {
    make: (doc) => applied(updater, doc, context),
    touches: updater.touches,
  })
}

function update(writing: Writing, name: string, model: Extract<WriteModel, { kind: 'update' }>): Changed {
  const updater = updaterOf(model.change, model.filter)
  const selection = { filter: model.filter, sort: [], skip: 0, limit: model.multi ? 0 : 1 }
  // All are found before the first is changed, or a change could move a document before the scan again.
  const found = [...select(writing.engine, name, selection)]
  if (found.length === 0 && model.upsert)
    return { ...UNCHANGED, upsertedId: upsert(writing, name, model.filter, updater)['_id'] }
  let modified = 0
  for (const one of found) if (change(writing, name, one, updater).modified) modified += 1
  return { matched: found.length, modified, upsertedId: null }
}

function removeFound({ documents }: Writing, collection: CollectionState, found: Found): void {
  documents.remove(collection, { id: found.id, raw: found.raw, doc: docOf(found) })
}

function remove(writing: Writing, name: string, model: Extract<WriteModel, { kind: 'delete' }>): number {
  const selection = { filter: model.filter, sort: [], skip: 0, limit: model.multi ? 0 : 1 }
  const found = [...select(writing.engine, name, selection)]
  const collection = writing.engine.catalog.find(name)
  if (collection) for (const one of found) removeFound(writing, collection, one)
  return found.length
}

export type ModelResult = { inserted: number; matched: number; modified: number; deleted: number; upsertedId: unknown }

/** Runs one of a batch of writes. What it throws has changed at most the documents before the one that failed. */
export function runModel(writing: Writing, name: string, model: WriteModel): ModelResult {
  const none = { inserted: 0, deleted: 0, ...UNCHANGED }
  switch (model.kind) {
    case 'insert':
      insertDoc(writing, name, model.doc)
      return { ...none, inserted: 1 }
    case 'update':
      return { ...none, ...update(writing, name, model) }
    case 'delete':
      return { ...none, deleted: remove(writing, name, model) }
  }
}

/** The bytes of the document before or after the change, or null when none was found and none made. */
export function findAndModify(
  writing: Writing,
  operation: Extract<WriteOperation, { op: 'findAndModify' }>,
): Uint8Array | null {
  const { collection: name, filter, sort } = operation
  const updater = operation.change && updaterOf(operation.change, filter)
  const project = projector(operation.projection)
  const [found] = select(writing.engine, name, { filter, sort, skip: 0, limit: 1 })
  const shown = (doc: Doc) => project({ id: Buffer.alloc(0), raw: encodeDoc(doc), doc })
  if (!found) {
    if (!updater || !operation.upsert) return null
    const made = upsert(writing, name, filter, updater)
    return operation.after ? shown(made) : null
  }
  if (updater) {
    const before = operation.after ? null : project(found)
    const { after } = change(writing, name, found, updater)
    return before ?? shown(after)
  }
  const collection = writing.engine.catalog.find(name)
  if (collection) removeFound(writing, collection, found)
  return project(found)
}
