import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import type { Collection, Document } from '../database.ts'
import type { ExamineRequest } from '../embedded/open-embedded.ts'
import { type Engine, type Examined, openTestDatabase, type TestDatabase } from '../testing.ts'

export type Thing = Document & { _id: string }

/** A store, and a collection of the test at hand that no other test sees. Read them inside a test only. */
export type Bench = {
  readonly store: TestDatabase
  readonly things: Collection<Thing>
  /** Another collection of this test alone. */
  collection(name: string): Collection<Thing>
  examine(request: Omit<ExamineRequest, 'collection'>): Promise<Examined>
}

export type Contract = (engine: Engine) => void

/** Declares a group of contract cases that run on one engine. */
export function contract(title: string, cases: (bench: Bench) => void): Contract {
  return (engine) => {
    describe(`${title} (${engine})`, () => {
      let store: TestDatabase | undefined
      let test = 0
      beforeAll(async () => {
        store = await openTestDatabase(engine)
      })
      beforeEach(() => {
        test += 1
      })
      afterAll(() => store?.close())
      const current = (): TestDatabase => {
        if (!store) throw new Error('The store is open inside a test only')
        return store
      }
      const collection = (name: string) => current().db.collection<Thing>(`${name}${test}`)
      cases({
        get store() {
          return current()
        },
        get things() {
          return collection('things')
        },
        collection,
        examine: (request) => current().examine({ collection: `things${test}`, ...request }),
      })
    })
  }
}

/** What a promise is rejected with; fails the test when it is not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome) return outcome.error
  throw new Error(`expected a failure, got ${JSON.stringify(outcome.value)}`)
}
