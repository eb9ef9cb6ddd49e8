import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { root } from '../build/bundle.ts'
import { type Check, compare, type Read, type Section, sectionsOf } from './page.ts'

const PAGE = 'docs/reference/protocol/guarantees.md'
const LAST = 40
const IDS = Array.from({ length: LAST }, (_, i) => `R${String(i + 1).padStart(2, '0')}`)
const TESTS = '{packages,apps,examples}/**/*.{test.ts,test.tsx,e2e.ts}'
const SCENARIOS = 'apps/e2e/chaos/scenarios/*.ts'

type Proof = { file: string; title: string }

/** What a section says proves it: `- [file](link): "title"`. */
function proofsOf({ text }: Section): Proof[] {
  return [...text.matchAll(/^- \[`([^`]+)`\]\([^)]*\): "(.*)"$/gm)].map(([, file = '', title = '']) => ({
    file,
    title,
  }))
}

/** The ids in front of a title: `R03 SYNC-23 stores …`. */
const LEADING = /['`"]((?:(?:[RINSO]\d+|SYNC-\d+) )+)/g

/** The guarantees that a file's titles cite; a scenario of the rig has its own in a field. */
function idsIn(source: string): string[] {
  const titles = [...source.matchAll(LEADING)].flatMap(([, ids = '']) => ids.split(' '))
  const scenario = /^ {2}id: '(R\d\d)',$/m.exec(source)?.[1] ?? ''
  return [...new Set([...titles, scenario])].filter((id) => IDS.includes(id))
}

/** Where each guarantee is cited. */
function citations(read: Read): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const file of globSync([TESTS, SCENARIOS], { cwd: root, exclude: ['**/node_modules/**'] }))
    for (const id of idsIn(read(file))) found.set(id, [...(found.get(id) ?? []), file])
  return found
}

/** A title as its source may have it: with a quote escaped, or between other quotes. */
const stands = (source: string, title: string): boolean => {
  const quoted = ["'", '`', '"'].map((quote) => `${quote}${title.replaceAll(quote, `\\${quote}`)}${quote}`)
  return quoted.some((text) => source.includes(text))
}

/** The line that names a scenario, ready to be put into its section. */
function lineOf(read: Read, file: string): string {
  const title = /^ {2}title:\s*(['`"])(.*)\1,$/m.exec(read(file))?.[2] ?? ''
  return `- [\`${file}\`](../../../${file}): "${title.replaceAll("\\'", "'")}"`
}

function checkProof(read: Read, id: string, { file, title }: Proof): string[] {
  const where = `${PAGE}: ${id}:`
  if (!existsSync(path.join(root, file))) return [`${where} there is no ${file}`]
  const source = read(file)
  if (!stands(source, title)) return [`${where} ${file} has no test "${title}"`]
  const isIts = title.includes(id) || source.includes(`id: '${id}'`)
  return isIts ? [] : [`${where} "${title}" does not cite it`]
}

function checkGuarantee(read: Read, section: Section, cited: readonly string[]): string[] {
  const id = section.heading
  const proofs = proofsOf(section)
  const named = proofs.map(({ file }) => file)
  const isNotYet = /^Not yet\b/m.test(section.text)
  const silent = cited.filter((file) => file.includes('/scenarios/') && !named.includes(file))
  return [
    ...proofs.flatMap((proof) => checkProof(read, id, proof)),
    ...silent.map((file) => `${PAGE}: ${id}: add the line ${lineOf(read, file)}`),
    ...(proofs.length === 0 && !isNotYet ? [`${PAGE}: ${id}: neither a test nor "Not yet"`] : []),
    ...(isNotYet && cited.length > 0 ? [`${PAGE}: ${id}: has a test by now: ${cited.join(', ')}`] : []),
  ]
}

/** A section for each guarantee, with tests that exist and cite it, or the words "Not yet", which are true. */
export const checkGuarantees: Check = (read) => {
  const sections = sectionsOf(read(PAGE)).filter(({ heading }) => /^R\d\d$/.test(heading))
  const cited = citations(read)
  return [
    ...compare(
      PAGE,
      sections.map(({ heading }) => heading),
      IDS,
    ),
    ...sections.flatMap((section) => checkGuarantee(read, section, cited.get(section.heading) ?? [])),
  ]
}
