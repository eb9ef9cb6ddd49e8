import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { bundle, root } from './bundle.ts'
import { inboxIcons } from './inbox-icons.ts'
import { filledTexts } from './inbox-texts.ts'
import { inboxWorker } from './inbox-worker.ts'
import { oneFirstChunk } from './one-first-chunk.ts'
import { writeFolder } from './write-folder.ts'

const app = path.join(root, 'apps/inbox')

/** Files that go out as they are: icons, the manifest. */
function publicFiles(): [string, Uint8Array][] {
  const dir = path.join(app, 'public')
  if (!existsSync(dir)) return []
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry) => {
    const file = path.join(entry.parentPath, entry.name)
    return [path.relative(dir, file), readFileSync(file)]
  })
}

/** What the entry imports at once: named on the page, it is fetched beside the entry and not after it. */
function firstChunk(built: [name: string, contents: Uint8Array][]): string {
  const [, entry] = built.find(([name]) => /^main-\w+\.js$/.test(name)) ?? []
  const [, chunk] = /from\s*"\.\/(chunk-\w+\.js)"/.exec(Buffer.from(entry ?? []).toString()) ?? []
  if (!chunk) throw new Error('the entry of the inbox imports no chunk')
  return chunk
}

/** The page names `main.js`, `main.css` and `later.css`; it is sent with the names that change with their content. */
function page(built: [name: string, contents: Uint8Array][]): Uint8Array {
  const names = built.map(([name]) => name)
  let html = readFileSync(path.join(app, 'index.html'), 'utf8').replace('first.js', firstChunk(built))
  for (const [stem, ending] of [
    ['main', 'js'],
    ['main', 'css'],
    ['later', 'css'],
  ]) {
    const built = names.find((name) => new RegExp(`^${stem}-\\w+\\.${ending}$`).test(name))
    if (built) html = html.replaceAll(`${stem}.${ending}`, built)
  }
  return Buffer.from(html)
}

/** The agents' app: one page, one entry, chunks, sheets, and the worker that keeps them in the browser. */
export async function buildInbox(): Promise<void> {
  const files = await bundle('inbox', {
    entryPoints: ['apps/inbox/src/main.tsx', 'apps/inbox/src/styles/later.css'],
    format: 'esm',
    splitting: true,
    outdir: 'apps/inbox/dist',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    sourcemap: 'linked',
    charset: 'utf8',
    plugins: [filledTexts, oneFirstChunk(path.join(app, 'src/app.tsx'))],
    loader: { '.svg': 'file', '.woff2': 'file', '.png': 'file' },
  })
  const dist = path.join(app, 'dist')
  const built = files.map((file): [string, Uint8Array] => [path.relative(dist, file.path), file.contents])
  const html = page(built)
  const all = new Map([...publicFiles(), ...(await inboxIcons()), ...built, ['index.html', html] as const])
  await writeFolder(dist, all.set('worker.js', await inboxWorker(all)))
}
