import { setTimeout as pause } from 'node:timers/promises'
import { residentKb } from '../rig/process.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, talk } from '../rig/talk.ts'

const MINUTE_MS = 60_000
/** HOURS=8 is the whole of R39; half an hour outlives three access tokens of ten minutes each. */
const LONG = { visitors: 60, agents: 10, perSecond: 50, minutes: Number(process.env['HOURS'] ?? 0.5) * 60 }
const SHORT = { visitors: 6, agents: 2, perSecond: 12, minutes: 0.1 }
/** What the first minutes take is the caches filling up. */
const WARM_UP = 0.2
/** R39: 5 MB an hour; half an hour's worth of what a garbage collector leaves lying about is more than that. */
const SLOPE_KB_PER_HOUR = 5 * 1024
const NOISE_KB = 30 * 1024

export const longSession: Scenario = {
  id: 'R39',
  title: 'a long day: tokens run out, lines are cut, and nobody has to sign in again',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, minutes } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const pid = cluster.instances[0]?.pid() ?? 0
  const chats = await beginChats(stage, cluster, { visitors, agents })
  const who = chats.visitorPeople.map(({ client }) => client.actor.value?.id)
  const talking = talk(stage, chats, perSecond)
  const samples: { at: number; kb: number }[] = []
  const steps = Math.max(6, Math.ceil(minutes))
  for (let step = 1; step <= steps; step++) {
    await pause((minutes * MINUTE_MS) / steps)
    samples.push({ at: performance.now(), kb: residentKb(pid) })
    cluster.front.cut(0.1)
    stage.say(`${step} of ${steps}: ${talking.said()} said, ${samples.at(-1)?.kb} kB; a tenth of the lines was cut`)
  }
  talking.stop()
  const later = chats.visitorPeople.map(({ client }) => client.actor.value?.id)
  stage.demand(
    later.every((id, i) => id === who[i]),
    'a visitor became somebody else',
  )
  const stopped = stage.people.filter(({ client }) => client.connection.value.phase === 'stopped')
  stage.demand(stopped.length === 0, `${stopped.map(({ name }) => name).join(', ')} had to sign in again`)
  judgeMemory(stage, samples.slice(Math.ceil(samples.length * WARM_UP)))
  await stage.settle(cluster)
}

function judgeMemory(stage: Stage, samples: readonly { at: number; kb: number }[]): void {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) return
  const hours = (last.at - first.at) / 3_600_000
  const slope = slopeOf(samples) * 3_600_000
  stage.figure('RSS kB', last.kb)
  if (!stage.isLong) return
  stage.figure('RSS slope kB/h', slope)
  stage.demand(slope * hours <= SLOPE_KB_PER_HOUR * hours + NOISE_KB, `memory grew by ${Math.round(slope)} kB an hour`)
}

/** Least squares, in kB per millisecond. */
function slopeOf(samples: readonly { at: number; kb: number }[]): number {
  const mean = (of: (sample: { at: number; kb: number }) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const [at, kb] = [mean((sample) => sample.at), mean((sample) => sample.kb)]
  const spread = mean((sample) => (sample.at - at) ** 2)
  return spread === 0 ? 0 : mean((sample) => (sample.at - at) * (sample.kb - kb)) / spread
}
