import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { root } from './bundle.ts'
import { cssText } from './css-text.ts'
import { LOADER, MESSENGER } from './widget.ts'

/** Everything a browser loads, and the two doors of the protocol that it may use at run time. */
const ENTRIES = [
  'packages/protocol/src/constants.ts',
  'packages/protocol/src/reduce/index.ts',
  'packages/client/src/index.ts',
  LOADER,
  MESSENGER,
  'apps/inbox/src/main.tsx',
]

async function modulesOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    splitting: true,
    outdir: 'out',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'text' },
    plugins: [cssText],
  })
  return Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs))
}

describe('what a browser loads', () => {
  it.each(ENTRIES)('has no zod in %s', async (entry) => {
    expect(existsSync(path.join(root, entry))).toBe(true)
    const modules = await modulesOf(entry)
    expect(modules).toContain(entry)
    expect(modules.filter((module) => module.includes('node_modules/zod/'))).toEqual([])
  })
})
