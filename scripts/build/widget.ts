import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { BuildOptions } from 'esbuild'
import { bundle, hashOf, root } from './bundle.ts'
import { cssText, minifiedCss } from './css-text.ts'
import { buildLanguages } from './languages.ts'
import { lean, leanNames } from './lean.ts'
import { writeFolder } from './write-folder.ts'

const { version } = JSON.parse(readFileSync(path.join(root, 'packages/widget/package.json'), 'utf8'))

export const LOADER = 'packages/widget/src/loader/tag.ts'
const PINNED = 'packages/widget/src/loader/pinned.ts'
/** `<parley-chat>`, a script of its own. */
export const ELEMENT = 'packages/widget/src/loader/element.ts'
/** What the launcher looks like, and what is added to it where it is a tab at the edge. */
const SHEETS = ['launcher.css', 'tab.css']
export const MESSENGER = 'packages/widget/src/app/main.tsx'
/** What commands of a page need beyond open and close; the loader fetches it from beside the messenger. */
export const SDK = 'packages/widget/src/app/sdk/main.ts'

/** What watches the page for the launcher; fetched only where a site or a tag names something to watch. */
export const SCOUT = 'packages/widget/src/scout/main.ts'

/** The launcher's name in other languages than English; fetched only where the page or its visitor has another. */
export const NAMES = 'packages/widget/src/names/main.ts'

/** What evaluates proactive messages on a page; the scout fetches it where a site runs some. */
export const CAMPAIGNS = 'packages/widget/src/campaigns/main.ts'

/** The real widget in the inbox's settings; no visitor loads it. */
const PREVIEW = 'packages/widget/src/preview/main.ts'

/** The script tag, and the messenger in chunks whose names change with their content; the server finds it by its name. */
export async function buildWidget(): Promise<void> {
  const languages = await buildLanguages('packages/widget/dist')
  const options = {
    entryPoints: { messenger: MESSENGER, sdk: SDK, scout: SCOUT, names: NAMES },
    format: 'esm',
    splitting: true,
    outdir: 'packages/widget/dist',
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    sourcemap: 'linked',
    plugins: [lean, cssText],
    ...leanNames,
    define: languages.define,
  } as const satisfies BuildOptions
  // One hash for all entries: the tag makes their names of the messenger's, and spares every page three hashes.
  const entryNames = `[name]-${await hashOf(options)}`
  const messenger = await bundle('messenger', { ...options, entryNames })
  const define = { PARLEY_VERSION: JSON.stringify(version) }
  const outdir = 'packages/widget/dist'
  const loader = (name: string, entry: string) =>
    bundle(name, { entryPoints: [entry], format: 'iife', outfile: `${outdir}/${name}.js`, define })
  const preview = { entryPoints: { preview: PREVIEW }, format: 'esm', outdir, entryNames: '[name]-[hash]' } as const
  const loaders = await Promise.all([
    loader('tag', LOADER),
    loader('parley', PINNED),
    loader('parley-chat', ELEMENT),
    bundle('preview', { ...preview, define }),
  ])
  const dist = path.join(root, 'packages/widget/dist')
  const files = [...messenger, ...languages.files, ...loaders.flat()]
  const sheetOf = async (name: string): Promise<[string, Uint8Array]> => {
    const css = await minifiedCss(path.join(root, 'packages/widget/src/loader', name))
    return [name, Buffer.from(css)]
  }
  const sheets = await Promise.all(SHEETS.map(sheetOf))
  const built = files.map((file): [string, Uint8Array] => [path.relative(dist, file.path), file.contents])
  await writeFolder(dist, new Map([...built, ...sheets]))
}
