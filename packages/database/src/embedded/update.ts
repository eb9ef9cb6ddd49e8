import { badValue, StoreError } from '../store-error.ts'
import { copied, type Doc, isPlainObject } from './bson-type.ts'
import { askMingo } from './expression.ts'
import { compareValues, sameValue } from './key-codec.ts'
import { compilePull, compilePush } from './update-arrays.ts'
import { readAt, removeAt, writeAt } from './update-path.ts'
import { compilePipeline } from './update-pipeline.ts'
import type { UpdateContext, Updater } from './updater.ts'

type FieldChange = (doc: Doc, path: string, value: unknown, context: UpdateContext) => void

function numberAt(doc: Doc, path: string, op: string): number | undefined {
  const value = readAt(doc, path)
  if (value !== undefined && typeof value !== 'number')
    throw new StoreError('TypeMismatch', `Cannot apply ${op} to a value of non-numeric type at '${path}'`)
  return value
}

function numeric(value: unknown, op: string): number {
  if (typeof value !== 'number') throw new StoreError('TypeMismatch', `Cannot ${op} with non-numeric argument`)
  return value
}

function keepExtreme(sign: 1 | -1): FieldChange {
  return (doc, path, value) => {
    const current = readAt(doc, path)
    if (current === undefined || compareValues(value, current) * sign > 0) writeAt(doc, path, value)
  }
}

function addToSet(doc: Doc, path: string, value: unknown): void {
  const current = readAt(doc, path)
  if (current !== undefined && !Array.isArray(current))
    throw badValue(`Cannot apply $addToSet to a non-array field at '${path}'`)
  const result: unknown[] = current ?? []
  const added = isPlainObject(value) && Array.isArray(value['$each']) ? value['$each'] : [value]
  for (const item of added) if (!result.some((other) => sameValue(other, item))) result.push(item)
  writeAt(doc, path, result)
}

function setCurrentDate(doc: Doc, path: string, value: unknown, context: UpdateContext): void {
  if (value !== true && !(isPlainObject(value) && value['$type'] === 'date'))
    throw badValue('$currentDate takes true or {$type: "date"}')
  writeAt(doc, path, context.now)
}

const CHANGES: Readonly<Record<string, FieldChange>> = {
  $set: (doc, path, value) => {
    if (value !== undefined) writeAt(doc, path, value)
  },
  $setOnInsert: (doc, path, value, context) => {
    if (context.isInsert && value !== undefined) writeAt(doc, path, value)
  },
  $unset: (doc, path) => removeAt(doc, path),
  $inc: (doc, path, value) => writeAt(doc, path, (numberAt(doc, path, '$inc') ?? 0) + numeric(value, 'increment')),
  $mul: (doc, path, value) => writeAt(doc, path, (numberAt(doc, path, '$mul') ?? 0) * numeric(value, 'multiply')),
  $max: keepExtreme(1),
  $min: keepExtreme(-1),
  $addToSet: addToSet,
  $currentDate: setCurrentDate,
}

type Step = { readonly path: string; readonly run: (doc: Doc, context: UpdateContext) => void }

function stepOf(op: string, path: string, value: unknown): Step | null {
  if (op === '$push') return { path, run: compilePush(path, value) }
  if (op === '$pull') return { path, run: compilePull(path, value) }
  const change = CHANGES[op]
  if (!change) return null
  return { path, run: (doc, context) => change(doc, path, copied(value), context) }
}

function refuseConflicts(paths: readonly string[]): void {
  for (const [i, path] of paths.entries())
    for (const other of paths.slice(i + 1))
      if (path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`))
        throw new StoreError(
          'ConflictingUpdateOperators',
          `Updating the path '${path}' would create a conflict at '${other}'`,
        )
}

function stepsOf(update: Doc): Step[] | null {
  const steps: Step[] = []
  for (const [op, fields] of Object.entries(update)) {
    if (!isPlainObject(fields)) throw new StoreError('FailedToParse', `Modifiers operate on fields but ${op} has none`)
    for (const [path, value] of Object.entries(fields)) {
      const step = path.includes('$') ? null : stepOf(op, path, value)
      if (!step) return null
      steps.push(step)
    }
  }
  return steps
}

const KNOWN = new Set([...Object.keys(CHANGES), '$push', '$pull', '$pullAll', '$pop', '$rename', '$bit'])

/** What has no path of its own here (positional operators, `$rename`, `$bit`, `$pop`) is mingo's. */
function viaMingo(update: Doc, options: { filter: Doc; arrayFilters: Doc[] }): Updater {
  const { $setOnInsert: onInsert, ...rest } = update
  const inserting = isPlainObject(onInsert) ? compileUpdate({ $set: onInsert }, options) : null
  const apply = (doc: Doc, context: UpdateContext) => {
    askMingo(({ update: change }) => change(doc, rest, options.arrayFilters, options.filter, { cloneMode: 'deep' }))
    return inserting && context.isInsert ? inserting.apply(doc, context) : doc
  }
  return { apply, touches: null }
}

/**
 * An update document or pipeline as a function.
 * @throws StoreError FailedToParse, ConflictingUpdateOperators or BadValue when it is malformed; when applied also
 * TypeMismatch (`$inc` of a string) and PathNotViable (a path through a scalar)
 */
export function compileUpdate(
  update: unknown,
  options: { filter: Doc; arrayFilters: Doc[] } = { filter: {}, arrayFilters: [] },
): Updater {
  if (Array.isArray(update)) return compilePipeline(update)
  if (!isPlainObject(update)) throw new StoreError('FailedToParse', 'an update must be an object or a pipeline')
  const names = Object.keys(update)
  if (names.length === 0 || names.some((name) => !name.startsWith('$')))
    throw new StoreError('FailedToParse', 'Update document requires atomic operators')
  const unknown = names.find((name) => !KNOWN.has(name))
  if (unknown) throw new StoreError('FailedToParse', `Unknown modifier: ${unknown}`)
  const steps = stepsOf(update)
  if (!steps) return viaMingo(update, options)
  const touches = steps.map((step) => step.path)
  refuseConflicts(touches)
  const apply = (doc: Doc, context: UpdateContext) => {
    for (const step of steps) step.run(doc, context)
    return doc
  }
  return { apply, touches }
}
