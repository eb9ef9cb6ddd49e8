import type { Person, Visitor, Watcher } from '../generator/dialect.ts'
import type { DialectName } from '../generator/messages.ts'
import type { NodeProcess } from './node-process.ts'

export const TARGET_NAMES = [
  'ours-embedded',
  'ours-mongo',
  'peer',
  'floor-sqlite',
  'floor-mongo',
  'floor-mongo-wait',
] as const
export type TargetName = (typeof TARGET_NAMES)[number]

/** A server that is up, on data of its own, and the people who will connect to it. */
export type Running = {
  process: NodeProcess
  people: Person[]
  /** User and system time of server and database together. */
  cpuSeconds(): Promise<number>
  /** New access tokens for the watchers, by their place; where they end at all. */
  renew?(): Promise<string[]>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

export type StartOptions = {
  sockets: number
  /** Messages in the store before anybody connects. */
  stored: number
}

export type Target = {
  name: TargetName
  title: string
  store: 'embedded' | 'mongodb'
  dialect: DialectName
  start(options: StartOptions): Promise<Running>
}

/** Conversations that a watcher has open besides the list. */
const OPEN = 100

/** Two who watch, each with some conversations open, and the visitors. */
export function crowdOf(visitors: readonly Visitor[], watchers: readonly Omit<Watcher, 'open'>[]): Person[] {
  return [
    ...watchers.map((watcher, n): Person => {
      const open = visitors.slice(n * OPEN, (n + 1) * OPEN)
      return { is: 'watcher', watcher: { ...watcher, open } }
    }),
    ...visitors.map((visitor): Person => ({ is: 'visitor', visitor })),
  ]
}
