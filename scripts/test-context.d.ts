import 'vitest'

/** What the global set-ups hand to tests; they read it with `inject('mongodbUri')`. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** A replica set for this run; null where there is none, and the tests that need it are skipped, loudly. */
    mongodbUri: string | null
    /** The `mongod` itself, for tests that start a set of their own. */
    mongodBinary: string | null
    /** In the journeys: the data folder of a server that has written the demo and stopped. */
    demoFolder: string
  }
}
