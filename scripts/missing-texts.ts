import { readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * What is not translated in the inbox, or differs from the English: `node scripts/missing-texts.ts [language]`. German
 * is not among them: its types want every text.
 */
const FOLDER = path.resolve(import.meta.dirname, '../apps/inbox/src/i18n')
/** The files that put others together. */
const HALVES = ['first', 'later']

type Text = string | Record<string, string>
type Said = Record<string, Text>

/** The languages that have a folder. */
export function languagesOfInbox(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
}

/** What is wrong with the texts of a language, a line each, file by file. */
export async function wrongTexts(language: string): Promise<string[]> {
  const areas = namesIn(FOLDER, /^en-([\w-]+)\.ts$/).filter((name) => !HALVES.includes(name))
  const own = namesIn(path.join(FOLDER, language), /^([\w-]+)\.ts$/).filter((name) => !HALVES.includes(name))
  const surplus = own
    .filter((name) => !areas.includes(name))
    .map((name) => `${language}/${name}.ts: no such English file`)
  const halves = await Promise.all(HALVES.map((half) => checkHalf(language, half)))
  const files = await Promise.all(areas.map((area) => checkFile(language, area, own.includes(area))))
  return [...surplus, ...files.flat(), ...halves.flat()]
}

async function checkFile(language: string, area: string, exists: boolean): Promise<string[]> {
  const english = await textsOf(path.join(FOLDER, `en-${area}.ts`))
  const own = exists ? await textsOf(path.join(FOLDER, language, `${area}.ts`)) : {}
  return compared(english, own, language).map((line) => `${language}/${area}.ts: ${line}`)
}

/** Texts that stand in a file which its half does not name are never seen. */
async function checkHalf(language: string, half: string): Promise<string[]> {
  const english = await textsOf(path.join(FOLDER, half === 'first' ? 'en.ts' : `en-${half}.ts`))
  const all = Object.keys(await textsOf(path.join(FOLDER, language, `${half}.ts`)))
  const areas = namesIn(path.join(FOLDER, language), /^([\w-]+)\.ts$/).filter((name) => !HALVES.includes(name))
  const written = await Promise.all(areas.map((area) => textsOf(path.join(FOLDER, language, `${area}.ts`))))
  return written
    .flatMap((texts) => Object.keys(texts))
    .filter((key) => key in english && !all.includes(key))
    .map((key) => `${language}/${half}.ts: does not take ${key}`)
}

function compared(english: Said, own: Said, language: string): string[] {
  const missing = Object.keys(english).filter((key) => !(key in own))
  const surplus = Object.keys(own).filter((key) => !(key in english))
  const differing = Object.entries(own).flatMap(([key, text]) => {
    const from = english[key]
    return from === undefined ? [] : wrongIn(text, from, language).map((what) => `${key} ${what}`)
  })
  return [
    ...missing.map((key) => `missing ${key}: ${JSON.stringify(english[key])}`),
    ...surplus.map((key) => `surplus ${key}`),
    ...differing,
  ]
}

/** The parts of a text are those of the English one; a form for a certain number may leave the number out. */
function wrongIn(text: Text, english: Text, language: string): string[] {
  const wanted = partsOf(last(english))
  if (typeof text === 'string') return partsOf(text) === wanted ? [] : [`has ${partsOf(text)}, English ${wanted}`]
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const absent = categories.filter((one) => one !== 'many' || language === 'ar').filter((one) => !(one in text))
  const differing = Object.entries(text).filter(([form, said]) => {
    const parts = partsOf(said)
    return parts !== wanted && (form === 'other' || parts !== partsOf(last(english).replaceAll('{count}', '')))
  })
  return [
    ...absent.map((form) => `has no form for ${form}`),
    ...differing.map(([form, said]) => `has ${partsOf(said)} in ${form}, English ${wanted}`),
  ]
}

const last = (text: Text) => (typeof text === 'string' ? text : (text['other'] ?? ''))
const partsOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ')

const namesIn = (folder: string, pattern: RegExp) =>
  readdirSync(folder).flatMap((name) => {
    const found = pattern.exec(name)?.[1]
    return found ? [found] : []
  })

/** All that a file of texts says. */
async function textsOf(file: string): Promise<Said> {
  const module = (await import(file)) as Record<string, Said>
  return Object.assign({}, ...Object.values(module)) as Said
}

if (import.meta.main) {
  const chosen = process.argv[2]
  for (const language of chosen ? [chosen] : languagesOfInbox()) {
    const wrong = await wrongTexts(language)
    for (const line of wrong) console.log(line)
    console.log(`${language}: ${wrong.length === 0 ? 'whole' : `${wrong.length} to do`}`)
  }
}
