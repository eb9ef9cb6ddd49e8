import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildWidget } from '../build/widget.ts'
import { startServer } from './server-process.ts'
import { budgetsOf, verdictsOf } from './widget-budgets.ts'
import { CHAT_COLUMNS, figuresOf, LAUNCHER_COLUMNS, type Round, waitsOf } from './widget-figures.ts'
import { buildFloors, buildProbes } from './widget-floors.ts'
import { startFloors, startWebsite } from './widget-hosts.ts'
import { type Rest, watchIdle } from './widget-idle.ts'
import { launchBrowser } from './widget-tab.ts'
import { tableOf } from './widget-table.ts'
import { visit } from './widget-visit.ts'

const NAMES: Record<string, string> = {
  ours: 'Parley',
  vanilla: 'floor: vanilla',
  preact: 'floor: Preact 11 + signals',
}
/** The page alone, which every difference is against. */
const NONE = 'none'

type Options = { runs: number; names: string[]; traces: string | undefined }

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '5' },
      only: { type: 'string', default: Object.keys(NAMES).join() },
      traces: { type: 'string' },
    },
  })
  const names = values.only.split(',')
  const unknown = names.filter((name) => !NAMES[name])
  const runs = Number(values.runs)
  if (unknown.length > 0 || !(runs >= 1))
    throw new Error(`--only knows ${Object.keys(NAMES).join()}; --runs is 1 or more`)
  return { runs, names, traces: values.traces }
}

/** Our server, the floors' and the website that carries one of them at a time, each on an origin of its own. */
async function startStage() {
  await buildWidget()
  const [files, probes] = await Promise.all([buildFloors(), buildProbes()])
  const [server, floors] = [await startServer(), await startFloors(files)]
  const website = await startWebsite({
    ours: `${server.url}/s/demo.js`,
    vanilla: `${floors.url}/vanilla/loader.js`,
    preact: `${floors.url}/preact/loader.js`,
  })
  const browser = await launchBrowser()
  const origins: Record<string, string> = { ours: server.url, vanilla: floors.url, preact: floors.url }
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

/** One visit of each, in an order that turns from round to round: none is always the first. */
async function play({ browser, aim }: Stage, names: string[], turn: number, traces?: string): Promise<Round> {
  const round: Round = {}
  for (const at of names.keys()) {
    const name = names[(at + turn) % names.length] ?? NONE
    const { trace, ...seen } = await visit(browser, { ...aim(name), withFunctions: traces !== undefined })
    round[name] = seen
    if (traces !== undefined) writeFileSync(path.join(traces, `${name}-${turn + 1}.json`), trace)
  }
  return round
}

function tellRound(round: Round, turn: number): void {
  const parts = Object.entries(round).flatMap(([name, seen]) => {
    if (name === NONE) return []
    const { visibleMs, usableMs } = waitsOf(seen)
    return [`${name} ${visibleMs.toFixed(0)} / ${usableMs.toFixed(0)}`]
  })
  console.log(`round ${turn + 1}: launcher visible / click → usable, ms: ${parts.join(', ')}`)
}

async function measure(stage: Stage, { runs, names, traces }: Options): Promise<Round[]> {
  const all = [NONE, ...names]
  await play(stage, all, 0) // the first of each warms up browser, server and disk; it does not count
  const rounds: Round[] = []
  for (let turn = 0; turn < runs; turn++) {
    const round = await play(stage, all, turn, traces)
    tellRound(round, turn)
    rounds.push(round)
  }
  return rounds
}

function print(rounds: Round[], names: string[], idle: { closed: Rest; again: Rest }): void {
  const figures = Object.fromEntries(names.map((name) => [name, figuresOf(name, rounds)]))
  const rows = Object.entries(figures).map(([name, row]) => ({ title: NAMES[name] ?? name, ...row }))
  console.log('\nTo show the launcher\n')
  console.log(
    tableOf(
      'widget',
      LAUNCHER_COLUMNS,
      rows.map(({ title, launcher }) => [title, launcher]),
    ),
  )
  console.log('\nFrom the click to a usable chat\n')
  console.log(
    tableOf(
      'widget',
      CHAT_COLUMNS,
      rows.map(({ title, chat }) => [title, chat]),
    ),
  )
  console.log(`\nBudgets\n\n${verdictsOf(budgetsOf(figures, idle))}`)
}

/** What a page pays for our widget and for two floors, in Chromium with a processor slowed down 4 times. */
export async function benchWidget(args: readonly string[]): Promise<void> {
  const options = optionsOf([...args])
  if (options.traces !== undefined) mkdirSync(options.traces, { recursive: true })
  const stage = await startStage()
  try {
    const { browser } = stage
    console.log(`Chromium ${browser.version()}, 4x slower, medians of ${options.runs}`)
    const rounds = await measure(stage, options)
    const { moments, idle } = stage.probes
    print(rounds, options.names, await watchIdle(browser, stage.aim('ours').url, moments + idle))
  } finally {
    await stage.stop()
  }
}
