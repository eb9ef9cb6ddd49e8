import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../build/bundle.ts'

const MOST = 15
/** Idle time, and the profiler's own. */
const NOT_WORK = /^(\(idle\)|\(root\)|post node:inspector:\d+)$/

type CallFrame = { functionName: string; url: string; lineNumber: number }
type Profile = {
  nodes: { id: number; callFrame: CallFrame }[]
  samples: number[]
  /** Microseconds from one sample to the next. */
  timeDeltas: number[]
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const file = url.replace(/^file:\/\//, '').replace(`${root}/`, '')
  const place = file.replace(/^.*node_modules\/(?!\.pnpm)/, '')
  return place === '' ? functionName : `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`
}

/** Functions by the milliseconds spent in themselves, the dearest first; without idle time and the profiler's own. */
export function selfTimes({ nodes, samples, timeDeltas }: Profile): [name: string, ms: number][] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const name = names.get(id) ?? ''
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[at] ?? 0) / 1000)
  }
  for (const name of times.keys()) if (NOT_WORK.test(name)) times.delete(name)
  return [...times].sort(([, a], [, b]) => b - a)
}

/** The dearest functions of every profile under `dir`. */
export function printProfiles(dir: string): void {
  for (const file of globSync('*/*.cpuprofile', { cwd: dir }).sort()) {
    const profile = JSON.parse(readFileSync(path.join(dir, file), 'utf8')) as Profile
    const times = selfTimes(profile)
    const busy = times.reduce((total, [, ms]) => total + ms, 0)
    console.log(`\n${file}: ${Math.round(busy)} ms busy`)
    for (const [name, ms] of times.slice(0, MOST)) {
      console.log(
        `${((ms / busy) * 100).toFixed(1).padStart(6)} % ${Math.round(ms).toString().padStart(7)} ms  ${name}`,
      )
    }
  }
}
