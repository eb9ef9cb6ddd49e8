import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import path from 'node:path'
import { bundle, root } from './bundle.ts'
import type { Built } from './minify.ts'

const FOLDER = 'packages/widget/src/app/i18n'
/** Modules of the messenger, not texts of a language beside it. */
const NOT_OTHERS = /^(en|translate)\.ts$|\.test\./

/** The languages' chunks, and what the messenger has to know to fetch one: which there are, and how their names end. */
export async function buildLanguages(outdir: string): Promise<{ files: Built[]; define: Record<string, string> }> {
  const languages = globSync('*.ts', { cwd: path.join(root, FOLDER) })
    .filter((name) => !NOT_OTHERS.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()
  const entryPoints = languages.flatMap((tag) => [
    { in: `${FOLDER}/${tag}.ts`, out: `core-${tag}` },
    { in: `${FOLDER}/more/${tag}.ts`, out: `more-${tag}` },
  ])
  const built = await bundle('languages', { entryPoints, format: 'esm', outdir })
  const hash = createHash('sha256')
  for (const { contents } of built) hash.update(contents)
  const version = hash.digest('hex').slice(0, 8).toUpperCase()
  return {
    files: built.map(({ path: file, contents }) => ({ path: file.replace(/\.js$/, `-${version}.js`), contents })),
    define: { PARLEY_LANGUAGES: JSON.stringify(languages.join(' ')), PARLEY_TEXTS: JSON.stringify(version) },
  }
}
