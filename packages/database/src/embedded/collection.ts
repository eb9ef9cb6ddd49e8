import type { BulkWriteResult, Document } from 'mongodb'
import type { Collection } from '../database.ts'
import { refuseUndefined } from '../filter-guard.ts'
import { BulkError } from './bulk-error.ts'
import { createCursor, createFindCursor, hintOf, type SendRead, sortKeyOf } from './cursor.ts'
import { decodeDoc, encodeDoc } from './doc-codec.ts'
import { errorOf } from './error-message.ts'
import type { WriteModel, WriteOperation, WriteSummary } from './operations.ts'
import {
  type ChangeOptions,
  type ChangeRequest,
  docOf,
  filterOf,
  indexRequest,
  modelOf,
  replacementOf,
  updateModel,
  updateOf,
  withId,
} from './write-models.ts'

export type Threads = { readonly read: SendRead; readonly write: (operation: WriteOperation) => Promise<unknown> }

type Reads = 'find' | 'findOne' | 'countDocuments' | 'aggregate'
type Batches = 'insertMany' | 'bulkWrite'
type Administration = 'createIndexes' | 'drop'

function reads<T extends Document>(threads: Threads, name: string): Pick<Collection<T>, Reads> {
  return {
    find: (filter, options) =>
      createFindCursor(threads.read, {
        collection: name,
        filter: filterOf(filter),
        sort: sortKeyOf(options?.sort),
        hint: hintOf(options?.hint),
        skip: options?.skip ?? 0,
        limit: Math.abs(options?.limit ?? 0),
        projection: options?.projection ? docOf(options.projection) : null,
      }),
    findOne: async (filter, options) => {
      const projection = options?.projection ? docOf(options.projection) : null
      const request = { collection: name, filter: filterOf(filter), skip: options?.skip ?? 0, limit: 1, projection }
      return createFindCursor<never>(threads.read, { ...request, sort: sortKeyOf(options?.sort), hint: [] }).next()
    },
    countDocuments: async (filter, options) => {
      const limit = options?.limit ?? 0
      return Number(await threads.read({ op: 'count', collection: name, filter: filterOf(filter), limit }))
    },
    aggregate: (pipeline) => {
      refuseUndefined(pipeline, 'pipeline')
      return createCursor(threads.read, () => ({ op: 'aggregate', collection: name, pipeline: pipeline.map(docOf) }))
    },
  }
}

type Write = (models: readonly WriteModel[], ordered: boolean) => Promise<WriteSummary>

const writeTo =
  (threads: Threads, name: string): Write =>
  async (models, ordered) =>
    // The writer answers this operation with a summary.
    (await threads.write({ op: 'write', collection: name, models, ordered })) as WriteSummary

/** A single write fails with its own error, not with that of a batch. */
async function writeOne(write: Write, model: WriteModel): Promise<WriteSummary> {
  const summary = await write([model], true)
  const failure = summary.errors[0]
  if (failure) throw errorOf(failure.error)
  return summary
}

async function changeOne(write: Write, request: ChangeRequest, options: ChangeOptions | undefined) {
  const summary = await writeOne(write, updateModel(request, options))
  const upserted = summary.upserted[0]
  return {
    acknowledged: true,
    matchedCount: summary.matched,
    modifiedCount: summary.modified,
    upsertedCount: upserted ? 1 : 0,
    upsertedId: (upserted?.id ?? null) as never, // the driver types it as the collection's id
  }
}

async function remove(write: Write, filter: unknown, multi: boolean) {
  const summary = await writeOne(write, { kind: 'delete', filter: filterOf(filter), multi })
  return { acknowledged: true, deletedCount: summary.deleted }
}

type Singles = 'insertOne' | 'updateOne' | 'updateMany' | 'replaceOne' | 'deleteOne' | 'deleteMany' | 'findOneAndUpdate'

function singles<T extends Document>(threads: Threads, name: string): Pick<Collection<T>, Singles> {
  const write = writeTo(threads, name)
  return {
    insertOne: async (doc) => {
      const given = withId(doc)
      await writeOne(write, { kind: 'insert', doc: encodeDoc(given) })
      return { acknowledged: true, insertedId: given['_id'] as never } // the driver types it as the collection's id
    },
    updateOne: async (filter, update, options) =>
      changeOne(write, { filter, change: updateOf(update, options), multi: false }, options),
    updateMany: async (filter, update, options) =>
      changeOne(write, { filter, change: updateOf(update, options), multi: true }, options),
    replaceOne: async (filter, replacement, options) =>
      changeOne(write, { filter, change: replacementOf(replacement), multi: false }, options),
    deleteOne: async (filter) => remove(write, filter, false),
    deleteMany: async (filter) => remove(write, filter, true),
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
      return raw instanceof Uint8Array ? (decodeDoc(raw) as never) : null // the caller says what the collection holds
    },
  }
}

function bulkResult(summary: WriteSummary, models: readonly WriteModel[]): BulkWriteResult {
  const ids = models.flatMap((model, i) => (model.kind === 'insert' ? [[i, decodeDoc(model.doc)['_id']]] : []))
  const result = {
    insertedCount: summary.inserted,
    matchedCount: summary.matched,
    modifiedCount: summary.modified,
    deletedCount: summary.deleted,
    upsertedCount: summary.upserted.length,
    upsertedIds: Object.fromEntries(summary.upserted.map(({ index, id }) => [index, id])),
    insertedIds: Object.fromEntries(ids),
  }
  // The driver's result is a class with private parts; these are the ones callers read.
  return result as unknown as BulkWriteResult
}

function batches<T extends Document>(threads: Threads, name: string): Pick<Collection<T>, Batches> {
  const write = writeTo(threads, name)
  return {
    insertMany: async (docs, options) => {
      const given = docs.map(withId)
      const models = given.map((doc): WriteModel => ({ kind: 'insert', doc: encodeDoc(doc) }))
      const summary = await write(models, options?.ordered !== false)
      if (summary.errors.length > 0) throw new BulkError(summary)
      const ids = { ...given.map((doc) => doc['_id']) } as never // the driver types them as the collection's ids
      return { acknowledged: true, insertedCount: summary.inserted, insertedIds: ids }
    },
    bulkWrite: async (operations, options) => {
      const models = operations.map(modelOf)
      const summary = await write(models, options?.ordered !== false)
      if (summary.errors.length > 0) throw new BulkError(summary)
      return bulkResult(summary, models)
    },
  }
}

function administration<T extends Document>(threads: Threads, name: string): Pick<Collection<T>, Administration> {
  return {
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

/** A collection of the embedded engine, on the main thread: it only encodes, sends and decodes. */
export function createCollection<T extends Document>(threads: Threads, name: string): Collection<T> {
  return {
    collectionName: name,
    ...reads<T>(threads, name),
    ...singles<T>(threads, name),
    ...batches<T>(threads, name),
    ...administration<T>(threads, name),
  }
}
