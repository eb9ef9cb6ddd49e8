import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ERROR_CODES, ROUTES } from '@parley/protocol/constants'
import { root } from './build/bundle.ts'

const problems: string[] = []
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')

/** The anchor a heading gets: lower case, spaces to dashes, punctuation gone. */
function anchorOf(heading: string): string {
  const words = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '')
  return words.trim().replace(/\s/g, '-')
}

function anchorsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '')
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))
}

function checkLink(page: string, link: string): void {
  const [target = '', anchor] = link.split('#')
  const file = target ? path.resolve(root, path.dirname(page), target) : path.join(root, page)
  if (!existsSync(file)) problems.push(`${page}: ${link} leads nowhere`)
  else if (anchor && file.endsWith('.md') && !anchorsOf(file).includes(anchor))
    problems.push(`${page}: ${link} names a section that is not there`)
}

function checkLinks(page: string): void {
  for (const [, link = ''] of withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g))
    if (!/^[a-z]+:/.test(link)) checkLink(page, link)
}

/** Both directions: what the source has and the page lacks, and what the page invents. */
function compare(page: string, documented: string[], real: string[]): void {
  for (const name of real) if (!documented.includes(name)) problems.push(`${page}: nothing about ${name}`)
  for (const name of documented) if (!real.includes(name)) problems.push(`${page}: ${name} does not exist`)
}

function checkErrors(): void {
  const page = 'docs/reference/errors.md'
  const sections = [...read(page).matchAll(/^#+ `(\w+)`$/gm)].map(([, code = '']) => code)
  compare(page, sections, Object.keys(ERROR_CODES))
}

/** The variables of the schema, and the names that a later version will read: both stand in capitals in one file. */
function checkConfiguration(): void {
  const page = 'docs/reference/configuration.md'
  const rows = [...read(page).matchAll(/^\| `([A-Z0-9_]+)`/gm)].map(([, name = '']) => name)
  const source = read('apps/server/src/config.ts')
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm), ...source.matchAll(/'([A-Z0-9]+_URL)'/g)]
  compare(page, rows, [...new Set(names.map(([, name = '']) => name))])
}

function checkEndpoints(): void {
  const page = 'docs/reference/http-api.md'
  const rows = [...read(page).matchAll(/^\| `([A-Z]+ \/(?:api|files)\/\S+)` \|/gm)].map(([, name = '']) => name)
  compare(
    page,
    rows,
    Object.values(ROUTES).map(({ method, path: where }) => `${method} ${where}`),
  )
}

/** Each collection has a section, and each of its indexes a row that begins with its keys. */
async function checkIndexes(): Promise<void> {
  const page = 'docs/architecture/data-model.md'
  const documented = read(page)
    .split(/^## /m)
    .flatMap((section) => {
      const [name = ''] = section.split('\n', 1)
      const table = section.split('| index | serves |')[1] ?? ''
      return [...table.matchAll(/^\| `([\w., ]+)`/gm)].map(([, keys = '']) => `${name}: ${keys}`)
    })
  // By a name that the compiler does not follow: the server's types are checked with the server.
  const source = path.join(root, 'apps/server/src/domains.ts')
  const { INDEXES } = (await import(source)) as { INDEXES: Record<string, readonly { key: object }[]> }
  const real = Object.entries(INDEXES).flatMap(([name, indexes]) =>
    indexes.map(({ key }) => `${name}: ${Object.keys(key).join(', ')}`),
  )
  compare(page, documented, real)
}

const pages = globSync('{*.md,{docs,packages,apps,examples}/**/*.md}', { cwd: root, exclude: ['**/node_modules/**'] })
for (const page of pages) checkLinks(page)
checkErrors()
checkConfiguration()
checkEndpoints()
await checkIndexes()
for (const problem of problems) console.error(`check-docs: ${problem}`)
console.log(`check-docs: ${pages.length} pages, ${problems.length} problems`)
if (problems.length > 0) process.exitCode = 1
