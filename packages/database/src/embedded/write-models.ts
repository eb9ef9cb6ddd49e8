import { ObjectId } from 'bson'
import type { AnyBulkWriteOperation, Document, IndexDescription } from 'mongodb'
import { refuseUndefined } from '../filter-guard.ts'
import { badValue } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { encodeDoc } from './doc-codec.ts'
import type { IndexRequest, Modification, WriteModel } from './operations.ts'

/** Filters and updates are objects to the engine; the driver's types say more than it needs. */
export function docOf(value: unknown): Doc {
  if (!isPlainObject(value)) throw badValue('an object is needed here')
  return value
}

export function filterOf(filter: unknown): Doc {
  refuseUndefined(filter)
  return docOf(filter)
}

/** Like the driver, gives a document without an `_id` one of its own. */
export function withId(doc: unknown): Doc {
  const given = docOf(doc)
  if (given['_id'] === undefined) given['_id'] = new ObjectId()
  return given
}

export type ChangeOptions = { readonly arrayFilters?: unknown; readonly upsert?: boolean | undefined }

export function updateOf(update: unknown, options: ChangeOptions | undefined): Modification {
  const arrayFilters = Array.isArray(options?.arrayFilters) ? options.arrayFilters.map(docOf) : []
  return { update, arrayFilters }
}

export type ChangeRequest = { readonly filter: unknown; readonly change: Modification; readonly multi: boolean }

export const updateModel = (request: ChangeRequest, options: ChangeOptions | undefined): WriteModel => ({
  kind: 'update',
  filter: filterOf(request.filter),
  change: request.change,
  multi: request.multi,
  upsert: options?.upsert === true,
})

export const replacementOf = (doc: unknown): Modification => ({ replacement: encodeDoc(docOf(doc)) })

export function modelOf<T extends Document>(operation: AnyBulkWriteOperation<T>): WriteModel {
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

export function indexRequest(description: IndexDescription): IndexRequest {
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
