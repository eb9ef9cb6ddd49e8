import { badValue } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { mingo } from './mingo.ts'

/** mingo asks the machine's clock for `$$NOW`; ours is the store's, so it goes in as a literal. */
export function withNow(expression: unknown, now: Date): unknown {
  if (expression === '$$NOW') return { $literal: now }
  if (Array.isArray(expression)) return expression.map((item) => withNow(item, now))
  if (!isPlainObject(expression) || '$literal' in expression) return expression
  return Object.fromEntries(Object.entries(expression).map(([key, value]) => [key, withNow(value, now)]))
}

/** Runs a piece of mingo; what it throws is a fault of the expression it was given. */
export function askMingo<T>(work: (language: ReturnType<typeof mingo>) => T): T {
  try {
    return work(mingo())
  } catch (error) {
    throw badValue(error instanceof Error ? error.message : String(error), error)
  }
}

/** Runs stages of the aggregation language over documents that the caller owns. */
export function runStages(stages: readonly Doc[], docs: Doc[], now: Date): Doc[] {
  const bound = stages.map((stage) => withNow(stage, now) as Doc)
  return askMingo(({ Aggregator }) => new Aggregator(bound, {}).run<Doc>(docs))
}
