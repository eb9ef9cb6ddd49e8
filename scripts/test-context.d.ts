import 'vitest'

/** What `scripts/test-services.ts` hands to tests; they read it with `inject('mongodbUri')`. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** A replica set for this run; null where there is none, and the tests that need it are skipped, loudly. */
    mongodbUri: string | null
    /** The `mongod` itself, for tests that start a set of their own. */
    mongodBinary: string | null
  }
}
