import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LoadResult } from '../generator/load.ts'
import { type Generator, startGenerator } from './generator.ts'
import type { Options } from './options.ts'
import { type Highest, highest } from './search.ts'
import type { Running, Target } from './target.ts'

/** Sockets are called idle when nothing has come for so long, in seconds; less in a short run. */
const IDLE_SECONDS = 5
/** Before the main measurement messages come for a while, so that it measures compiled code: seconds at most. */
const WARM_SECONDS = 5
/** Access tokens live ten minutes. */
const RENEW_MS = 4 * 60_000

/** What one server did in one round. */
export type Figures = {
  /** Resident memory of the server's process for each socket, after a collection of garbage; and without one. */
  kbPerSocket: number
  kbPerSocketUncollected: number
  connectsPerSecond: number
  cpuPer1000Connects: number
  refusedHandshakes: number
  load: LoadResult
  /** Seconds of processor time of server and database per 1,000 acknowledged messages. */
  cpuPer1000: number
  loopDelayP99Ms: number
  highest: Highest | null
}

type Measuring = { running: Running; generator: Generator; options: Options; target: Target }

/** One server from its start to its end: sockets come, rest, messages come, and as many as it can take. */
export async function round(target: Target, options: Options): Promise<Figures> {
  const running = await target.start({ sockets: options.sockets, stored: options.sockets * 2 })
  const generator = startGenerator()
  try {
    return await measure({ running, generator, options, target })
  } finally {
    await generator.stop()
    await running.stop()
  }
}

async function measure(measuring: Measuring): Promise<Figures> {
  const { running, options, generator } = measuring
  const connected = await connect(measuring)
  const renewing = setInterval(() => void renew(measuring), RENEW_MS)
  try {
    const main = await mainLoad(measuring)
    const { stepSeconds, sockets } = options
    const found = stepSeconds > 0 ? await highest({ running, generator, stepSeconds, sockets }) : null
    return { ...connected, ...main, highest: found }
  } finally {
    clearInterval(renewing)
  }
}

/** The main measurement and nothing else, on a server that runs already. */
export async function loadAlone(measuring: Omit<Measuring, 'generator'>): Promise<Loaded> {
  const generator = startGenerator()
  try {
    await join({ ...measuring, generator })
    return await mainLoad({ ...measuring, generator })
  } finally {
    await generator.stop()
  }
}

/** Rests, collects garbage, and reads what is left. */
async function atRest({ running: { process }, options }: Measuring): Promise<{ rss: number; collected: number }> {
  await pause(Math.min(IDLE_SECONDS, options.seconds / 4) * 1000)
  const { rssBytes: rss } = await process.ask({ probe: 'read' })
  await process.ask({ probe: 'collect' })
  const { rssBytes: collected } = await process.ask({ probe: 'collect' })
  return { rss, collected }
}

async function snapshot({ running, options, target }: Measuring, name: string): Promise<void> {
  if (options.heapProf === null || target.dialect !== 'parley') return
  mkdirSync(options.heapProf, { recursive: true })
  const file = path.resolve(options.heapProf, `${target.name}-${name}.heapsnapshot`)
  await running.process.ask({ probe: 'snapshot', file })
}

function join({ running, generator, target }: Measuring) {
  const { port, url: origin } = running.process
  return generator.order({ do: 'connect', dialect: target.dialect, port, origin, people: running.people })
}

type Connected = Omit<Figures, keyof Loaded | 'highest'>

async function connect(measuring: Measuring): Promise<Connected> {
  const { running } = measuring
  const { people } = running
  await snapshot(measuring, 'before')
  const before = await atRest(measuring)
  const cpu = await running.cpuSeconds()
  const joined = await join(measuring)
  const used = (await running.cpuSeconds()) - cpu
  const after = await atRest(measuring)
  await snapshot(measuring, 'after')
  const kb = (bytes: number) => bytes / 1024 / people.length
  return {
    kbPerSocket: kb(after.collected - before.collected),
    kbPerSocketUncollected: kb(after.rss - before.rss),
    connectsPerSecond: (people.length / joined.ms) * 1000,
    cpuPer1000Connects: (used / people.length) * 1000,
    refusedHandshakes: joined.refusedHandshakes,
  }
}

type Loaded = Pick<Figures, 'load' | 'cpuPer1000' | 'loopDelayP99Ms'>

async function mainLoad(measuring: Measuring): Promise<Loaded> {
  const { running, generator, options } = measuring
  const { rate, seconds } = options
  await generator.order({ do: 'load', options: { rate, seconds: Math.min(WARM_SECONDS, seconds) } })
  await profile(measuring, 'begin')
  await running.process.ask({ probe: 'reset' })
  const before = await running.cpuSeconds()
  const load = await generator.order({ do: 'load', options: { rate, seconds } })
  const used = (await running.cpuSeconds()) - before
  const { loopDelayP99Ms } = await running.process.ask({ probe: 'read' })
  await profile(measuring, 'end')
  return { load, cpuPer1000: (used / load.acknowledged) * 1000, loopDelayP99Ms }
}

async function profile({ running, options, target }: Measuring, when: 'begin' | 'end'): Promise<void> {
  if (options.cpuProf === null || target.dialect !== 'parley') return
  const dir = path.resolve(options.cpuProf, target.name)
  mkdirSync(dir, { recursive: true })
  await running.process.ask({ probe: 'profile', dir: when === 'begin' ? dir : null })
}

async function renew({ running, generator }: Measuring): Promise<void> {
  const accesses = await running.renew?.()
  if (accesses) await generator.order({ do: 'renew', accesses })
}
