import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from './bundle.ts'
import { filledTexts } from './inbox-texts.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-texts-'))

/** What is fetched for each entry: its own file and those it imports at once. */
async function fetched(entry: string): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], outdir: path.join(folder, 'dist'), bundle: true, splitting: true, write: false },
    ...{ format: 'esm', charset: 'utf8', plugins: [filledTexts] },
  })
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.text]))
}

describe('the texts of the inbox as they are built', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('are English where a language lacks one', async () => {
    const i18n = path.join(folder, 'inbox/src/i18n')
    mkdirSync(path.join(i18n, 'tlh'), { recursive: true })
    writeFileSync(path.join(i18n, 'en.ts'), `export const en = { 'a.one': 'One', 'a.two': 'Two' }`)
    writeFileSync(path.join(i18n, 'en-later.ts'), `export const later = { 'b.one': 'Later' }`)
    writeFileSync(path.join(i18n, 'tlh/first.ts'), `export const first = { 'a.one': 'wa’' }`)
    writeFileSync(path.join(i18n, 'tlh/later.ts'), `export const later = {}`)
    const first = [...(await fetched(path.join(i18n, 'tlh/first.ts'))).values()].join()
    expect([first.includes('wa’'), first.includes('Two'), first.includes('One')]).toEqual([true, true, false])
    expect([...(await fetched(path.join(i18n, 'tlh/later.ts'))).values()].join()).toContain('Later')
  })

  it('come in one language: who reads another does not fetch English too', async () => {
    const files = await fetched(path.join(root, 'apps/inbox/src/i18n/translate.ts'))
    const english = [...files].filter(([, text]) => text.includes('Parley inbox')).map(([name]) => name)
    expect(english).toEqual([expect.stringMatching(/^en-\w+\.js$/)])
    expect(files.get('translate.js')).not.toMatch(/^import ?["'{]/m)
  })
})
