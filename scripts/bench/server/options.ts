import { parseArgs } from 'node:util'
import { TARGET_NAMES, type TargetName } from './target.ts'

/** What a run of the bench is asked for. */
export type Options = {
  sockets: number
  /** How long the messages of the main measurement come, and how many of them in a second. */
  seconds: number
  rate: number
  rounds: number
  only: readonly TargetName[]
  /** Seconds of each step in the search for the highest rate; 0 leaves the search out. */
  stepSeconds: number
  /** Messages in the store where start and cost with many of them are measured; 0 leaves that out. */
  stored: number
  /** Where profiles and heap snapshots of our own servers go; null for none. */
  cpuProf: string | null
  heapProf: string | null
}

export const USAGE = `npm run bench -- server [options]
  --sockets 5000     visitors, each with a conversation and a socket of his own; two agents watch
  --seconds 60       how long messages come in the main measurement
  --rate 500         how many in a second, at random moments
  --rounds 1         medians of so many
  --only a,b         of ${TARGET_NAMES.join(', ')}
  --step 4           seconds of a step in the search for the highest rate; 0 for no search
  --stored 1000000   messages in the store for "start" and "cost with many"; 0 leaves them out
  --cpu-prof DIR     CPU profiles of our own servers during the main measurement
  --heap-prof DIR    their heap snapshots before and after the sockets came`

const DEFAULTS = { sockets: '5000', seconds: '60', rate: '500', rounds: '1', step: '4', stored: '1000000' }
const text = (name: keyof typeof DEFAULTS) => ({ type: 'string', default: DEFAULTS[name] }) as const

/** Reads the words after `bench -- server`. Throws what a person can mend. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sockets: text('sockets'),
      seconds: text('seconds'),
      rate: text('rate'),
      rounds: text('rounds'),
      step: text('step'),
      stored: text('stored'),
      only: { type: 'string' },
      'cpu-prof': { type: 'string' },
      'heap-prof': { type: 'string' },
    },
  })
  return {
    sockets: numberOf('sockets', values.sockets, 1),
    seconds: numberOf('seconds', values.seconds, 1),
    rate: numberOf('rate', values.rate, 1),
    rounds: numberOf('rounds', values.rounds, 1),
    stepSeconds: numberOf('step', values.step, 0),
    stored: numberOf('stored', values.stored, 0),
    only: namesOf(values.only),
    cpuProf: values['cpu-prof'] ?? null,
    heapProf: values['heap-prof'] ?? null,
  }
}

function numberOf(name: string, value: string, least: number): number {
  const number = Number(value)
  if (!(number >= least)) throw new Error(`--${name} must be a number, ${least} or more`)
  return number
}

function namesOf(list: string | undefined): readonly TargetName[] {
  if (list === undefined) return TARGET_NAMES
  const names = list.split(',')
  const isTarget = (name: string): name is TargetName => (TARGET_NAMES as readonly string[]).includes(name)
  const unknown = names.find((name) => !isTarget(name))
  if (unknown !== undefined) throw new Error(`--only: ${unknown} is none of ${TARGET_NAMES.join(', ')}`)
  return names.filter(isTarget)
}
