import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildWidget } from '../build/widget.ts'
import { startServer } from './server-process.ts'
import { budgetsOf, verdictsOf } from './widget-budgets.ts'
import {
  CHAT_COLUMNS,
  type Figures,
  figuresOf,
  LAUNCHER_COLUMNS,
  type Launches,
  type Round,
  waitsOf,
} from './widget-figures.ts'
import { buildFloors, buildProbes } from './widget-floors.ts'
import { startFloors, startWebsite } from './widget-hosts.ts'
import { watchIdle } from './widget-idle.ts'
import { addPlainSite } from './widget-site.ts'
import { launchBrowser } from './widget-tab.ts'
import { tableOf } from './widget-table.ts'
import { launch, visit } from './widget-visit.ts'

const NAMES: Record<string, string> = {
  ours: 'Parley',
  home: 'Parley with its home view',
  vanilla: 'floor: vanilla',
  preact: 'floor: Preact 11 + signals',
}
/** The page alone, which every difference is against. */
const NONE = 'none'
/**
 * Visits per round that end with the launcher, beside the whole ones. One and the same loader took 12 to 31 ms in visits
 * after one another (a few milliseconds of script, by a browser that is slowed down by interrupting it): the median of a
 * handful said 1.1 × in one row and 2.2 × in the next, where the same script was measured.
 */
const LAUNCHES = 4

type Options = { runs: number; slowdown: number; names: string[]; traces: string | undefined }

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '5' },
      slowdown: { type: 'string', default: '4' }, // as a phone of the middle class is beside a desk
      only: { type: 'string', default: Object.keys(NAMES).join() },
      traces: { type: 'string' },
    },
  })
  const names = values.only.split(',')
  const unknown = names.filter((name) => !NAMES[name])
  const [runs, slowdown] = [Number(values.runs), Number(values.slowdown)]
  if (unknown.length > 0) throw new Error(`--only knows ${Object.keys(NAMES).join()}`)
  if (!(runs >= 1 && slowdown >= 1)) throw new Error('--runs and --slowdown are 1 or more')
  return { runs, slowdown, names, traces: values.traces }
}

/** Our server, the floors' and the website that carries one of them at a time, each on an origin of its own. */
async function startStage() {
  const browser = await launchBrowser() // first: without one nothing else need be started
  await buildWidget()
  const [files, probes] = await Promise.all([buildFloors(), buildProbes()])
  const [server, floors] = [await startServer(), await startFloors(files)]
  const website = await startWebsite({
    ours: `${server.url}/s/${await addPlainSite(server.url)}.js`,
    home: `${server.url}/s/demo.js`,
    vanilla: `${floors.url}/vanilla/loader.js`,
    preact: `${floors.url}/preact/loader.js`,
  })
  const origins: Record<string, string> = {
    ours: server.url,
    home: server.url,
    vanilla: floors.url,
    preact: floors.url,
  }
  return {
    browser,
    probes,
    aim: (name: string) => ({ url: `${website.url}/${name}`, widget: origins[name] ?? null, probe: probes.moments }),
    async stop() {
      await browser.close()
      for (const one of [website, floors, server]) await one.stop()
    },
  }
}
type Stage = Awaited<ReturnType<typeof startStage>>

/** One visit of each, in an order that turns from round to round, so that nobody always goes first. */
async function play({ browser, aim }: Stage, { names, slowdown, traces }: Options, turn: number): Promise<Round> {
  const round: Round = {}
  const all = [NONE, ...names]
  for (const at of all.keys()) {
    const name = all[(at + turn) % all.length] ?? NONE
    const { trace, ...seen } = await visit(browser, aim(name), { slowdown, withFunctions: traces !== undefined })
    round[name] = seen
    if (traces !== undefined) writeFileSync(path.join(traces, `${name}-${turn + 1}.json`), trace)
  }
  return round
}

/** Turn and turn about. What carries the same loader as another is not measured twice. */
async function playLaunches({ browser, aim }: Stage, { names, slowdown }: Options, launches: Launches): Promise<void> {
  const all = [NONE, ...names.filter((name) => name === 'ours' || name === 'vanilla')]
  for (let turn = 0; turn < LAUNCHES; turn++)
    for (const name of turn % 2 ? all : all.toReversed()) {
      const scriptMs = await launch(browser, aim(name), slowdown)
      launches[name] = [...(launches[name] ?? []), scriptMs]
    }
}

function tellRound(round: Round, turn: number): void {
  const parts = Object.entries(round).flatMap(([name, seen]) => {
    if (name === NONE) return []
    const { visibleMs, usableMs } = waitsOf(seen)
    return [`${name} ${visibleMs.toFixed(0)} / ${usableMs.toFixed(0)}`]
  })
  console.log(`round ${turn + 1}: launcher visible / click → usable, ms: ${parts.join(', ')}`)
}

async function measure(stage: Stage, options: Options): Promise<{ rounds: Round[]; launches: Launches }> {
  await play(stage, options, 0) // the first of each warms up browser, server and disk; it does not count
  const rounds: Round[] = []
  const launches: Launches = {}
  for (let turn = 0; turn < options.runs; turn++) {
    const round = await play(stage, options, turn)
    tellRound(round, turn)
    rounds.push(round)
    await playLaunches(stage, options, launches)
  }
  return { rounds, launches }
}

function print(figures: Record<string, Figures>): void {
  const rows = Object.entries(figures).map(([name, row]) => ({ title: NAMES[name] ?? name, ...row }))
  const launcher = rows.map((row): [string, Figures['launcher']] => [row.title, row.launcher])
  const chat = rows.map((row): [string, Figures['chat']] => [row.title, row.chat])
  console.log(`\nTo show the launcher\n\n${tableOf('widget', LAUNCHER_COLUMNS, launcher)}`)
  console.log(`\nFrom the click to a usable chat\n\n${tableOf('widget', CHAT_COLUMNS, chat)}`)
}

/** What a page pays for our widget and for two floors, in Chromium on a processor made slow. */
export async function benchWidget(args: readonly string[]): Promise<void> {
  const options = optionsOf([...args])
  const { runs, slowdown, names, traces } = options
  if (traces !== undefined) mkdirSync(traces, { recursive: true })
  const stage = await startStage()
  try {
    const { browser, aim, probes } = stage
    console.log(`Chromium ${browser.version()}, ${slowdown}x slower, medians of ${runs}`)
    const { rounds, launches } = await measure(stage, options)
    const figures = Object.fromEntries(names.map((name) => [name, figuresOf(name, rounds, launches)]))
    print(figures)
    if (!figures['ours']) return
    const idle = await watchIdle(browser, aim('ours').url, probes.moments + probes.idle)
    console.log(`\nBudgets\n\n${verdictsOf(budgetsOf(figures, idle))}`)
  } finally {
    await stage.stop()
  }
}
