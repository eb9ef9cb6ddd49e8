import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Plugin } from 'esbuild'

const OURS = /\/(apps|packages)\/[^:]*\.tsx?$/

/**
 * Keeps what the first load needs in one file. Modules are divided by which entries reach them, and each screen that is
 * fetched later is an entry: what some of them use too would be cut into dozens of small files, each a request and each
 * packed worse. A screen is only ever fetched by the app, so it may import `first` without fetching anything.
 */
export function oneFirstChunk(first: string): Plugin {
  return {
    name: 'one-first-chunk',
    setup(build) {
      const fetchedLater = new Set<string>()
      build.onResolve({ filter: /.*/ }, async ({ path: name, kind, pluginData, ...rest }) => {
        if (kind !== 'dynamic-import' || pluginData === 'resolved') return null
        const found = await build.resolve(name, { ...rest, kind, pluginData: 'resolved' })
        if (OURS.test(found.path)) fetchedLater.add(found.path)
        return found
      })
      build.onLoad({ filter: OURS }, async ({ path: file }) => {
        if (!fetchedLater.has(file)) return null
        const contents = `import ${JSON.stringify(first)}\n${await readFile(file, 'utf8')}`
        return { contents, loader: path.extname(file) === '.tsx' ? 'tsx' : 'ts', resolveDir: path.dirname(file) }
      })
    },
  }
}
