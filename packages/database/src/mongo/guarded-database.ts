import type { Db, Document, Collection as DriverCollection } from 'mongodb'
import type { Collection, Database } from '../database.ts'
import { refuseUndefined } from '../filter-guard.ts'

const FILTERED = new Set([
  'find',
  'findOne',
  'updateOne',
  'updateMany',
  'replaceOne',
  'findOneAndUpdate',
  'deleteOne',
  'deleteMany',
  'countDocuments',
  'aggregate',
])

function refuseInOperations(operations: unknown): void {
  if (!Array.isArray(operations)) return
  for (const operation of operations)
    for (const model of Object.values(operation as object))
      if (typeof model === 'object' && model !== null && 'filter' in model) refuseUndefined(model.filter)
}

/** The driver's collection, but a filter with an undefined value is refused instead of matching everything. */
function guardedCollection<T extends Document>(collection: DriverCollection<T>): Collection<T> {
  const guarded = new Proxy(collection, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        if (FILTERED.has(String(name))) refuseUndefined(args[0])
        if (name === 'bulkWrite') refuseInOperations(args[0])
        return Reflect.apply(value, target, args)
      }
    },
  })
  return guarded
}

export function guardedDatabase(db: Db): Database {
  return {
    collection: (name) => guardedCollection(db.collection(name)),
    command: (command) => db.command(command),
    dropDatabase: () => db.dropDatabase(),
  }
}
