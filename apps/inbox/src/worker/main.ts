import { keepBuild } from './keeping.ts'
import { showPushes } from './pushes.ts'
import type { WorkerScope } from './scope.ts'

/** Written by the build (`scripts/build/inbox-worker.ts`). */
declare const PARLEY_VERSION: string
declare const PARLEY_FILES: readonly string[]

const scope = globalThis as unknown as WorkerScope // the types of a page know no service worker

const base = new URL('.', scope.location.href).pathname

showPushes(scope, base)
keepBuild(scope, {
  version: PARLEY_VERSION,
  base,
  files: new Set(PARLEY_FILES),
})
