import { ObjectId } from 'bson'
import type { AnyBulkWriteOperation, BulkWriteResult, Document, IndexDescription } from 'mongodb'
import type { Collection } from '../database.ts'
import { refuseUndefined } from '../filter-guard.ts'
import { badValue, StoreError } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { BulkError } from './bulk-error.ts'
import { createCursor, createFindCursor, type SendRead, sortKeyOf } from './cursor.ts'
import { decodeDoc, encodeDoc } from './doc-codec.ts'
import { errorOf } from './error-message.ts'
import type { IndexRequest, Modification, WriteModel, WriteOperation, WriteSummary } from './operations.ts'

export type Threads = { readonly read: SendRead; readonly write: (operation: WriteOperation) => Promise<unknown> }

/** Filters and updates are objects to the engine; the driver's types say more than it needs. */
function docOf(value: unknown): Doc {
  if (!isPlainObject(value)) throw badValue('an object is needed here')
  return value
}

function filterOf(filter: unknown): Doc {
  refuseUndefined(filter)
  return docOf(filter)
}

/** Like the driver, gives a document without an `_id` one of its own. */
function withId(doc: unknown): Doc {
  const given = docOf(doc)
  if (given['_id'] === undefined) given['_id'] = new ObjectId()
  return given
}

type ChangeOptions = { readonly arrayFilters?: unknown; readonly upsert?: boolean | undefined }

function updateOf(update: unknown, options: ChangeOptions | undefined): Modification {
  const arrayFilters = Array.isArray(options?.arrayFilters) ? options.arrayFilters.map(docOf) : []
  return { update, arrayFilters }
}

type ChangeRequest = { readonly filter: unknown; readonly change: Modification; readonly multi: boolean }

const updateModel = (request: ChangeRequest, options: ChangeOptions | undefined): WriteModel => ({
  kind: 'update',
  filter: filterOf(request.filter),
  change: request.change,
  multi: request.multi,
  upsert: options?.upsert === true,
})

const replacementOf = (doc: unknown): Modification => ({ replacement: encodeDoc(docOf(doc)) })

function modelOf<T extends Document>(operation: AnyBulkWriteOperation<T>): WriteModel {
  if ('insertOne' in operation) return { kind: 'insert', doc: encodeDoc(withId(operation.insertOne.document)) }
  if ('updateOne' in operation) {
    const { filter, update } = operation.updateOne
    return updateModel({ filter, change: updateOf(update, operation.updateOne), multi: false }, operation.updateOne)
  }
  if ('updateMany' in operation) {
    const { filter, update } = operation.updateMany
    return updateModel({ filter, change: updateOf(update, operation.updateMany), multi: true }, operation.updateMany)
  }
  if ('replaceOne' in operation) {
    const { filter, replacement } = operation.replaceOne
    return updateModel({ filter, change: replacementOf(replacement), multi: false }, operation.replaceOne)
  }
  if ('deleteOne' in operation) return { kind: 'delete', filter: filterOf(operation.deleteOne.filter), multi: false }
  return { kind: 'delete', filter: filterOf(operation.deleteMany.filter), multi: true }
}

function indexRequest(description: IndexDescription): IndexRequest {
  const entries = description.key instanceof Map ? [...description.key] : Object.entries(description.key)
  const key = entries.map(([path, direction]) => [path, Number(direction)] as const)
  return {
    name: description.name ?? key.map(([path, direction]) => `${path}_${direction}`).join('_'),
    key,
    unique: description.unique === true,
    partial: description.partialFilterExpression ? docOf(description.partialFilterExpression) : null,
    expireAfterSeconds: description.expireAfterSeconds ?? null,
  }
}

const idsByIndex = <T>(ids: readonly T[]): Record<number, T> => ({ ...ids })

function bulkResult(summary: WriteSummary, ids: Record<number, unknown>): BulkWriteResult {
  // The driver's result is a class with private parts; these are the ones callers read.
  return {
    insertedCount: summary.inserted,
    matchedCount: summary.matched,
    modifiedCount: summary.modified,
    deletedCount: summary.deleted,
    upsertedCount: summary.upserted.length,
    upsertedIds: Object.fromEntries(summary.upserted.map(({ index, id }) => [index, id])),
    insertedIds: ids,
  } as unknown as BulkWriteResult
}

/** A collection of the embedded engine, on the main thread: it only encodes, sends and decodes. */
export function createCollection<T extends Document>(threads: Threads, name: string): Collection<T> {
  async function write(models: readonly WriteModel[], ordered: boolean): Promise<WriteSummary> {
    return (await threads.write({ op: 'write', collection: name, models, ordered })) as WriteSummary
  }

  /** A single write fails with its own error, not with that of a batch. */
  async function writeOne(model: WriteModel): Promise<WriteSummary> {
    const summary = await write([model], true)
    const failure = summary.errors[0]
    if (failure) throw errorOf(failure.error)
    return summary
  }

  async function change(request: ChangeRequest, options: ChangeOptions | undefined) {
    const summary = await writeOne(updateModel(request, options))
    const upserted = summary.upserted[0]
    return {
      acknowledged: true,
      matchedCount: summary.matched,
      modifiedCount: summary.modified,
      upsertedCount: upserted ? 1 : 0,
      upsertedId: (upserted?.id ?? null) as never, // the driver types it as the collection's id
    }
  }

  async function remove(filter: unknown, multi: boolean) {
    const summary = await writeOne({ kind: 'delete', filter: filterOf(filter), multi })
    return { acknowledged: true, deletedCount: summary.deleted }
  }

  return {
    collectionName: name,
    find: (filter, options) =>
      createFindCursor(threads.read, {
        collection: name,
        filter: filterOf(filter),
        sort: sortKeyOf(options?.sort),
        skip: options?.skip ?? 0,
        limit: Math.abs(options?.limit ?? 0),
        projection: options?.projection ? docOf(options.projection) : null,
      }),
    findOne: async (filter, options) => {
      const projection = options?.projection ? docOf(options.projection) : null
      const request = { collection: name, filter: filterOf(filter), skip: options?.skip ?? 0, limit: 1, projection }
      return createFindCursor<never>(threads.read, { ...request, sort: sortKeyOf(options?.sort) }).next()
    },
    insertOne: async (doc) => {
      const given = withId(doc)
      await writeOne({ kind: 'insert', doc: encodeDoc(given) })
      return { acknowledged: true, insertedId: given['_id'] as never }
    },
    insertMany: async (docs, options) => {
      const given = docs.map(withId)
      const models = given.map((doc): WriteModel => ({ kind: 'insert', doc: encodeDoc(doc) }))
      const summary = await write(models, options?.ordered !== false)
      if (summary.errors.length > 0) throw new BulkError(summary)
      const ids = idsByIndex(given.map((doc) => doc['_id'])) as never
      return { acknowledged: true, insertedCount: summary.inserted, insertedIds: ids }
    },
    updateOne: async (filter, update, options) =>
      change({ filter, change: updateOf(update, options), multi: false }, options),
    updateMany: async (filter, update, options) =>
      change({ filter, change: updateOf(update, options), multi: true }, options),
    replaceOne: async (filter, replacement, options) =>
      change({ filter, change: replacementOf(replacement), multi: false }, options),
    findOneAndUpdate: async (filter, update, options) => {
      const raw = await threads.write({
        op: 'findAndModify',
        collection: name,
        filter: filterOf(filter),
        sort: sortKeyOf(options.sort),
        change: updateOf(update, options),
        upsert: options.upsert === true,
        after: options.returnDocument === 'after',
        projection: options.projection ? docOf(options.projection) : null,
      })
      return raw instanceof Uint8Array ? (decodeDoc(raw) as never) : null
    },
    deleteOne: async (filter) => remove(filter, false),
    deleteMany: async (filter) => remove(filter, true),
    countDocuments: async (filter, options) =>
      Number(
        await threads.read({ op: 'count', collection: name, filter: filterOf(filter), limit: options?.limit ?? 0 }),
      ),
    aggregate: (pipeline) => {
      refuseUndefined(pipeline, 'pipeline')
      return createCursor(threads.read, () => ({ op: 'aggregate', collection: name, pipeline: pipeline.map(docOf) }))
    },
    bulkWrite: async (operations, options) => {
      const models = operations.map(modelOf)
      const summary = await write(models, options?.ordered !== false)
      if (summary.errors.length > 0) throw new BulkError(summary)
      const ids = models.flatMap((model, i) => (model.kind === 'insert' ? [[i, decodeDoc(model.doc)['_id']]] : []))
      return bulkResult(summary, Object.fromEntries(ids))
    },
    createIndexes: async (indexes) => {
      const requests = indexes.map(indexRequest)
      await threads.write({ op: 'createIndexes', collection: name, indexes: requests })
      return requests.map((request) => request.name)
    },
    drop: async () => {
      await threads.write({ op: 'dropCollection', collection: name })
      return true
    },
  }
}

export const unknownCommand = (command: Document): StoreError =>
  new StoreError('CommandNotFound', `no such command: '${Object.keys(command)[0] ?? ''}'`)
