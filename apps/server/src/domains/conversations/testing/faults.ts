import type { Collection, Database, Document } from '@parley/database'

type Insert = Collection['insertMany']
type Method = 'insertMany' | 'bulkWrite' | 'updateOne' | 'findOne' | 'find'

/** What a test does in the place of an operation; `real` carries it out. */
export type Fault = (real: Insert, docs: readonly Document[]) => Promise<unknown>

/**
 * A database whose inserts of events a test can disturb, and whose other writes it can hold back: the store stays real,
 * only the way to it is faulty.
 */
export function faulty(db: Database) {
  const faults: Fault[] = []
  const held = new Map<string, Promise<void>>()

  function wrap<T extends Document>(collection: Collection<T>): Collection<T> {
    return new Proxy(collection, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return disturbed(target, name as Method, value as (...args: unknown[]) => unknown)
      },
    })
  }

  function disturbed<T extends Document>(target: Collection<T>, name: Method, method: (...args: unknown[]) => unknown) {
    return (...args: unknown[]) => {
      const hold = held.get(`${target.collectionName}.${name}`)
      if (hold !== undefined) return hold.then(() => method.apply(target, args))
      const fault = name === 'insertMany' && target.collectionName === 'events' ? faults.shift() : undefined
      if (!fault) return method.apply(target, args)
      return fault((docs, options) => method.call(target, docs, options) as never, args[0] as Document[])
    }
  }

  const database: Database = {
    collection: <T extends Document>(name: string) => wrap<T>(db.collection<T>(name)),
    command: (command) => db.command(command),
    dropDatabase: () => db.dropDatabase(),
  }
  return {
    db: database,
    /** The next insert of a batch of events goes through `fault`; further ones queue. */
    onInsert: (fault: Fault) => faults.push(fault),
    /** Operations like `conversations.bulkWrite` wait until the result is called. */
    hold(operation: string): () => void {
      let release = () => undefined as unknown
      held.set(
        operation,
        new Promise((resolve) => {
          release = () => resolve()
        }),
      )
      return () => {
        held.delete(operation)
        release()
      }
    },
  }
}

/** The driver's error for a write that was done but not confirmed by the majority in time. */
export function writeConcernTimeout(): Error {
  const error = new Error('waiting for replication timed out')
  return Object.assign(error, {
    name: 'MongoBulkWriteError',
    code: 64,
    writeErrors: [],
    result: { getWriteConcernError: () => ({ code: 64 }) },
  })
}

export function networkError(): Error {
  return Object.assign(new Error('connection closed'), { name: 'MongoNetworkError' })
}
