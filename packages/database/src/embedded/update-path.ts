import { badValue, StoreError } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { partsOf } from './path.ts'

const INDEX = /^\d+$/

function notViable(path: string): StoreError {
  return new StoreError('PathNotViable', `Cannot create field in element of '${path}'`)
}

function setOwn(holder: Doc, name: string, value: unknown): void {
  if (Array.isArray(holder)) {
    if (!INDEX.test(name)) throw notViable(name)
    for (let i = holder.length; i < Number(name); i++) holder[i] = null
  }
  if (name === '__proto__') throw badValue('a field can not be named __proto__')
  holder[name] = value
}

const ownAt = (holder: Doc, name: string): unknown => (Object.hasOwn(holder, name) ? holder[name] : undefined)

function makeAt(holder: Doc, name: string): Doc {
  const made: Doc = {}
  setOwn(holder, name, made)
  return made
}

type Place = { readonly holder: Doc; readonly name: string }

/** The object or array that holds the last part of a path; null when a part before is missing, or no object or array. */
function placeOf(doc: Doc, path: string): Place | null {
  const parts = partsOf(path)
  let holder: Doc = doc
  for (const part of parts.slice(0, -1)) {
    const next = ownAt(holder, part)
    if (!isPlainObject(next) && !Array.isArray(next)) return null
    // An array is walked by its numbers as an object by its names.
    holder = next as Doc
  }
  return { holder, name: parts.at(-1) ?? path }
}

/** The same, with missing parts made. */
function madePlace(doc: Doc, path: string): Place {
  const parts = partsOf(path)
  let holder: Doc = doc
  for (const part of parts.slice(0, -1)) {
    const next = ownAt(holder, part) ?? null
    if (next === null && Object.hasOwn(holder, part)) throw notViable(path)
    if (next !== null && !isPlainObject(next) && !Array.isArray(next)) throw notViable(path)
    holder = (next as Doc | null) ?? makeAt(holder, part)
  }
  return { holder, name: parts.at(-1) ?? path }
}

export function readAt(doc: Doc, path: string): unknown {
  const place = placeOf(doc, path)
  return place ? ownAt(place.holder, place.name) : undefined
}

/** @throws StoreError PathNotViable when the path leads through a scalar */
export function writeAt(doc: Doc, path: string, value: unknown): void {
  const { holder, name } = madePlace(doc, path)
  setOwn(holder, name, value)
}

/** Takes a field away; of an array only the value goes, the places of the others stay. */
export function removeAt(doc: Doc, path: string): void {
  const place = placeOf(doc, path)
  if (!place || !Object.hasOwn(place.holder, place.name)) return
  if (Array.isArray(place.holder)) place.holder[Number(place.name)] = null
  else delete place.holder[place.name]
}
