import { afterEach, beforeEach, describe } from 'vitest'
import type { Collection, Document } from '../database.ts'
import { type Engine, openTestDatabase, type TestDatabase, type TestDatabaseOptions } from '../testing.ts'

export type Thing = Document & { _id: string }

/** The store and a collection of the test at hand; read them inside a test only. */
export type Bench = {
  readonly store: TestDatabase
  collection<T extends Document = Thing>(name?: string): Collection<T>
}

/** Declares a group of contract cases that run on one engine, each on a database of its own. */
export function contract(
  title: string,
  engine: Engine,
  cases: (bench: Bench) => void,
  options?: TestDatabaseOptions,
): void {
  describe(`${title} (${engine})`, () => {
    let store: TestDatabase | undefined
    beforeEach(async () => {
      store = await openTestDatabase(engine, options)
    })
    afterEach(() => store?.close())
    const current = (): TestDatabase => {
      if (!store) throw new Error('The store is open inside a test only')
      return store
    }
    cases({
      get store() {
        return current()
      },
      collection: (name = 'things') => current().db.collection(name),
    })
  })
}
