import { createHash } from 'node:crypto'
import { bundle } from './bundle.ts'

/** Files of the inbox that its worker keeps: what a browser may ask for while it has no line. */
const KEPT = /\.(js|css|svg|png|woff2)$/

/** The service worker of the inbox, which knows by name what was built. */
export async function inboxWorker(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const names = [...files.keys()].filter((name) => KEPT.test(name)).sort()
  const hash = createHash('sha256')
  for (const [name, content] of [...files].sort()) hash.update(name).update(content)
  const [worker] = await bundle('inbox-worker', {
    entryPoints: ['apps/inbox/src/worker/main.ts'],
    format: 'iife',
    outfile: 'apps/inbox/dist/worker.js',
    define: {
      PARLEY_VERSION: JSON.stringify(hash.digest('hex').slice(0, 12)),
      PARLEY_FILES: JSON.stringify(names),
    },
  })
  if (!worker) throw new Error('the worker was not built')
  return worker.contents
}
