import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Metafile } from 'esbuild'
import { metafilePath, root } from './build/bundle.ts'
import { minifiedCss } from './build/css-text.ts'
import { sdkSize } from './build/sdk-sizes.ts'
import { CAMPAIGNS, ELEMENT, LOADER, MESSENGER, NAMES, SCOUT } from './build/widget.ts'
import { brotli } from './build/write-folder.ts'

/** Budgets in bytes, brotli 11: what a page that carries the script tag may have to load. */
const BUDGET = {
  loader: 2500,
  element: 3300,
  scout: 1200,
  names: 500,
  campaigns: 4000,
  openChat: 22_000,
  conversation: 7900,
  openChatCss: 4000,
  openChatFiles: 2,
  /** What an agent waits for at his first visit: the page's script and sheet, and what they import at once. */
  inbox: 120_000,
}
/** What `@parley/sdk` may add to a page's own bundle, without its framework. */
const SDK_BUDGET = { 'index.ts': 1700, 'react/index.ts': 2200, 'vue/index.ts': 2200, 'svelte/index.ts': 2200 }
/** What may be in no browser bundle: a schema library and a second framework. */
const FORBIDDEN = /node_modules\/(zod|react|react-dom)\//

type Output = Metafile['outputs'][string]

const problems: string[] = []
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`

function outputs(name: string): Metafile['outputs'] {
  return (JSON.parse(readFileSync(metafilePath(name), 'utf8')) as Metafile).outputs
}

async function brotliSize(files: string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await brotli(readFileSync(path.join(root, file)))).length))
  return sizes.reduce((sum, size) => sum + size, 0)
}

function demand(what: string, size: number, limit: number, show: (size: number) => string = kB): void {
  const over = size > limit
  console.log(`${over ? 'OVER' : 'ok  '}  ${what}: ${show(size)} of ${show(limit)}`)
  if (over) problems.push(`${what} is ${show(size)}, the budget is ${show(limit)}`)
}

/** Every module of the given outputs with its minified bytes, the largest first. */
function modulesOf(chosen: Output[]): [string, number][] {
  const bytes = new Map<string, number>()
  for (const { inputs } of chosen)
    for (const [input, { bytesInOutput }] of Object.entries(inputs))
      bytes.set(input, (bytes.get(input) ?? 0) + bytesInOutput)
  return [...bytes].sort(([, a], [, b]) => b - a)
}

function report(chosen: Output[]): void {
  for (const [name, size] of modulesOf(chosen)) {
    const short = name.replace(/^.*node_modules\/(?!.*node_modules\/)/, '')
    if (size > 0) console.log(`      ${String(size).padStart(6)}  ${short}`)
  }
}

/** An entry's file and the files it imports at once: what an open chat has to wait for. */
function atOnce(all: Metafile['outputs'], entry: string): string[] {
  const first = Object.keys(all).find((file) => all[file]?.entryPoint === entry)
  const found = new Set(first ? [first] : [])
  for (const file of found)
    for (const imported of all[file]?.imports ?? []) if (imported.kind === 'import-statement') found.add(imported.path)
  return [...found]
}

const pick = (all: Metafile['outputs'], files: string[]): Output[] =>
  files.flatMap((file) => (all[file] ? [all[file]] : []))

async function checkLoader(): Promise<void> {
  const all = outputs('tag')
  const files = atOnce(all, LOADER)
  demand('loader (the script tag without the settings)', await brotliSize(files), BUDGET.loader)
  report(pick(all, files))
  const element = atOnce(outputs('parley-chat'), ELEMENT)
  demand('<parley-chat> (only where a page uses it)', await brotliSize(element), BUDGET.element)
}

async function checkMessenger(): Promise<void> {
  const all = outputs('messenger')
  const files = atOnce(all, MESSENGER)
  const chosen = pick(all, files)
  const sheets = modulesOf(chosen).flatMap(([name]) => (name.endsWith('.css') ? [path.join(root, name)] : []))
  const css = (await Promise.all(sheets.map(minifiedCss))).join('\n')
  const size = await brotliSize(files)
  demand('open chat (messenger, its sheets, one locale)', size, BUDGET.openChat)
  demand('of it sheets', (await brotli(Buffer.from(css))).length, BUDGET.openChatCss)
  demand('requests for it', files.length, BUDGET.openChatFiles, String)
  report(chosen)
  const later = (part: string) => atOnce(all, `packages/widget/src/app/lazy/${part}.ts`)
  const conversation = await brotliSize([...later('talk'), ...later('shared')])
  demand('a conversation (when somebody writes, or comes back)', conversation, BUDGET.conversation)
  demand('scout (only where a site uses it)', await brotliSize(atOnce(all, SCOUT)), BUDGET.scout)
  demand('names (only where a page is not in English)', await brotliSize(atOnce(all, NAMES)), BUDGET.names)
  demand('campaigns (only where a site runs some)', await brotliSize(atOnce(all, CAMPAIGNS)), BUDGET.campaigns)
  for (const file of Object.keys(all).filter((name) => name.endsWith('.js') && !files.includes(name)))
    console.log(`lazy  ${path.basename(file)}: ${kB(await brotliSize([file]))}`)
  for (const { entryPoint = '', bytes } of Object.values(outputs('languages')))
    console.log(`lazy  texts ${entryPoint.replace(/^.*i18n\//, '')}: ${kB(bytes)} before compression`)
}

function checkForbidden(name: string): void {
  for (const [module] of modulesOf(Object.values(outputs(name))))
    if (FORBIDDEN.test(module)) problems.push(`${name} contains ${module}`)
}

async function checkSdk(): Promise<void> {
  for (const [entry, limit] of Object.entries(SDK_BUDGET)) demand(`@parley/sdk ${entry}`, await sdkSize(entry), limit)
}

/** The languages of the inbox with what the first load fetches for each. */
function firstTexts(all: Metafile['outputs']): [string, string][] {
  const entries = Object.values(all).flatMap(({ entryPoint = '' }) => {
    const tag = /^apps\/inbox\/src\/i18n\/(?:(en|de)|([\w-]+)\/first)\.ts$/.exec(entryPoint)
    return tag ? [[tag[1] ?? tag[2] ?? '', entryPoint] as [string, string]] : []
  })
  if (entries.length < 2) problems.push('the inbox has no language besides English')
  return entries
}

async function checkInbox(): Promise<void> {
  const all = outputs('inbox')
  const sheet = Object.keys(all).filter((file) => /\/main-\w+\.css$/.test(file))
  const first = [...atOnce(all, 'apps/inbox/src/main.tsx'), ...sheet]
  for (const [name, texts] of firstTexts(all)) {
    const files = new Set([...first, ...atOnce(all, texts)])
    demand(`inbox, first load in ${name}`, await brotliSize([...files]), BUDGET.inbox)
  }
  const whole = Object.keys(all).filter((file) => !file.endsWith('.map'))
  console.log(`      inbox, all its files: ${kB(await brotliSize(whole))}`)
}

await checkLoader()
await checkMessenger()
await checkSdk()
await checkInbox()
for (const name of ['tag', 'parley', 'parley-chat', 'messenger', 'inbox']) checkForbidden(name)
for (const problem of problems) console.error(`check-size: ${problem}`)
if (problems.length > 0) process.exitCode = 1
