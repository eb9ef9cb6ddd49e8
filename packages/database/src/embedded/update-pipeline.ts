import { badValue } from '../store-error.ts'
import { copied, type Doc, isPlainObject } from './bson-type.ts'
import { runStages } from './expression.ts'
import type { UpdateContext, Updater } from './updater.ts'

const STAGES = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'])

type Stage = { readonly run: (doc: Doc, context: UpdateContext) => Doc; readonly touches: readonly string[] | null }

/** A value that needs no expression language: what almost every pipeline of ours consists of. */
type Constant = (context: UpdateContext) => unknown

function constantOf(expression: unknown): Constant | null {
  if (expression === '$$NOW') return (context) => context.now
  if (isPlainObject(expression)) {
    const isLiteral = Object.keys(expression).length === 1 && '$literal' in expression
    const value = expression['$literal']
    return isLiteral ? () => copied(value) : null
  }
  if (Array.isArray(expression) || (typeof expression === 'string' && expression.startsWith('$'))) return null
  return () => expression
}

function constantSet(fields: Doc): Stage['run'] | null {
  const changes: [name: string, value: Constant][] = []
  for (const [name, expression] of Object.entries(fields)) {
    const constant = name.includes('.') ? null : constantOf(expression)
    if (!constant) return null
    changes.push([name, constant])
  }
  return (doc, context) => {
    for (const [name, constant] of changes) {
      const value = constant(context)
      if (value !== undefined) doc[name] = value
    }
    return doc
  }
}

function pathsOf(name: string, body: unknown): readonly string[] | null {
  if (name === '$unset') return (Array.isArray(body) ? body : [body]).map(String)
  return (name === '$set' || name === '$addFields') && isPlainObject(body) ? Object.keys(body) : null
}

function stageOf(stage: unknown): Stage {
  const entries = isPlainObject(stage) ? Object.entries(stage) : []
  const [name, body] = entries[0] ?? ['', null]
  if (entries.length !== 1 || !STAGES.has(name)) throw badValue(`Unrecognized pipeline stage name: '${name}'`)
  const touches = pathsOf(name, body)
  const isSet = name === '$set' || name === '$addFields'
  const constant = isSet && isPlainObject(body) ? constantSet(body) : null
  const viaMingo: Stage['run'] = (doc, context) => runStages([{ [name]: body }], [doc], context.now)[0] ?? doc
  return { run: constant ?? viaMingo, touches }
}

/** An update by aggregation stages; every stage sees what the one before it made. */
export function compilePipeline(pipeline: readonly unknown[]): Updater {
  const stages = pipeline.map(stageOf)
  const touches = stages.every((stage) => stage.touches !== null)
    ? stages.flatMap((stage) => stage.touches ?? [])
    : null
  return { apply: (doc, context) => stages.reduce((current, stage) => stage.run(current, context), doc), touches }
}
