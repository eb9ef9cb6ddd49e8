import path from 'node:path'
import type { Plugin } from 'esbuild'

type Said = Record<string, unknown>

/** The files that put the texts of a language together: `en.ts`, `de-later.ts`, `pt-BR/first.ts`. */
const WHOLE = /[\\/]inbox[\\/]src[\\/]i18n[\\/](?:(?:en|de)(-later)?|[\w-]+[\\/](?:first|(later)))\.ts$/

/**
 * A language of the inbox in one object, with English for what it lacks: put in here, so that nobody who reads another
 * language fetches English beside it.
 */
export const filledTexts: Plugin = {
  name: 'filled-texts',
  setup({ onLoad, onResolve }) {
    // What `translate.ts` has at hand where nothing is built: nothing, where each language is whole.
    onResolve({ filter: /^\.\/en\.ts$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'english', namespace: 'none' } : null,
    )
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'export const en = {}', loader: 'js' }))
    onLoad({ filter: WHOLE }, async ({ path: file }) => {
      const [, ofTwo, ofFolder] = WHOLE.exec(file) ?? []
      const folder = file.replace(/([\\/]i18n[\\/]).*$/, '$1')
      const english = await textsOf(path.join(folder, ofTwo || ofFolder ? 'en-later.ts' : 'en.ts'))
      const { name, said } = await textsOf(file)
      return { contents: `export const ${name} = ${JSON.stringify({ ...english.said, ...said })}`, loader: 'js' }
    })
  },
}

async function textsOf(file: string): Promise<{ name: string; said: Said }> {
  const [found] = Object.entries((await import(file)) as Record<string, Said>)
  if (!found) throw new Error(`${file} has no texts`)
  return { name: found[0], said: found[1] }
}
