import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eventually } from '../../src/harness/eventually.ts'
import { type Counts, check } from './checker.ts'
import { type Cluster, type ClusterOptions, type StoreKind, startCluster } from './cluster.ts'
import { type Crew, createCrew } from './crew.ts'
import { SETTLE_MS } from './drained.ts'
import { type BusHub, openHub } from './hub.ts'
import { readJournals } from './journal.ts'
import { openMongod } from './mongod.ts'
import type { Narrator } from './narrator.ts'
import type { Person } from './person.ts'
import { createRandom, type Random } from './random.ts'
import { readLogs } from './stored-log.ts'
import { isEverywhere } from './views.ts'

export type Transport = 'socket' | 'poll'
export type Form = 'short' | 'long'

export type Place = { form: Form; store: StoreKind; transport: Transport; seed: number; mongodbUri: string | null }

/** What a scenario found: every count but sent, acked and stored must be 0, and no fault may be left. */
export type Verdict = { counts: Counts; faults: string[]; figures: Record<string, number> }

/** One guarantee, proven on each of its configurations. */
export type Scenario = {
  /** `R01`: the guarantee in the title of its test. */
  id: string
  /** The sentence it proves. */
  title: string
  stores: readonly StoreKind[]
  transports: readonly Transport[]
  /** The configurations of the short form, where those are fewer: a commit cannot wait for all. */
  shortOn?: readonly `${StoreKind} ${Transport}`[]
  /** It stops the database: on MongoDB it has one of its own, or the scenarios beside it would stop too. */
  stopsStore?: true
  run(stage: Stage): Promise<void>
}

/** What a scenario works with; ended after it, whatever happened. */
export type Stage = Place & {
  random: Random
  isLong: boolean
  say: Narrator['say']
  cluster(options?: ClusterOptions): Promise<Cluster>
  /** A bus for instances: give its `nodeArgs` to the cluster. */
  hub(): Promise<BusHub>
  /** A site and so many agents' accounts. */
  crew(cluster: Cluster, agents: number): Promise<Crew>
  /** Remembered, and ended with the stage. */
  add<P extends Person>(person: P): P
  people: Person[]
  /** Done when the stage ends, whatever happened: nobody may talk on after it. */
  onEnd(end: () => void): void
  /** A fault of the run unless `holds`. */
  demand(holds: boolean, what: string): void
  figure(name: string, value: number): void
  /** Waits until all is said and seen, then has everybody write his views down, and judges. Ends the servers. */
  settle(cluster: Cluster, withinMs?: number): Promise<void>
}

/** Plays one scenario, on a `mongod` of its own where it stops it. */
export async function runScenario(scenario: Scenario, place: Place, narrator: Narrator): Promise<Verdict> {
  if (!scenario.stopsStore || place.store !== 'mongodb') return play(scenario, place, narrator)
  const own = await openMongod()
  try {
    return await play(scenario, { ...place, mongodbUri: own.uri }, narrator)
  } finally {
    await own.close()
  }
}

async function play(scenario: Scenario, place: Place, narrator: Narrator): Promise<Verdict> {
  const journals = await mkdtemp(path.join(tmpdir(), 'parley-chaos-'))
  const random = createRandom(place.seed)
  const people: Person[] = []
  const clusters: Cluster[] = []
  const hubs: BusHub[] = []
  const ends: (() => void)[] = []
  const verdict: Verdict = { counts: check(new Map(), new Map()).counts, faults: [], figures: {} }
  const stage: Stage = {
    ...place,
    ...{ random, people, say: narrator.say, isLong: place.form === 'long' },
    async cluster(options) {
      const cluster = await startCluster({ kind: place.store, mongodbUri: place.mongodbUri, random }, options)
      clusters.push(cluster)
      return cluster
    },
    async hub() {
      const hub = await openHub(random)
      hubs.push(hub)
      return hub
    },
    crew: (cluster, agents) => createCrew({ publicUrl: cluster.front.url, journals }, agents),
    add(person) {
      people.push(person)
      return person
    },
    onEnd: (end) => void ends.push(end),
    demand(holds, what) {
      if (!holds) verdict.faults.push(what)
    },
    figure(name, value) {
      verdict.figures[name] = value
    },
    async settle(cluster, withinMs = SETTLE_MS) {
      narrator.say('healed; waiting for every outbox to empty and every view to be whole')
      // What has not settled by then is in the verdict: pending, or diverged.
      await eventually('everything to settle', () => isEverywhere(people), { withinMs }).catch(() => undefined)
      for (const person of people) await person.writeViews()
      for (const person of people) person.leave()
      const { counts, faults } = await cluster.readStore(async ({ db }) =>
        check(readJournals(journals), await readLogs(db)),
      )
      verdict.counts = counts
      verdict.faults.push(...faults)
    },
  }
  try {
    await scenario.run(stage)
  } catch (error) {
    // A wait in vain is a broken guarantee like any other; the other scenarios still have their turn.
    verdict.faults.push(error instanceof Error ? error.message.trim() : String(error))
  } finally {
    for (const end of ends) end()
    for (const person of people) person.leave()
    for (const cluster of clusters) await cluster.stop()
    for (const hub of hubs) await hub.close()
    await rm(journals, { recursive: true, force: true })
  }
  return verdict
}
