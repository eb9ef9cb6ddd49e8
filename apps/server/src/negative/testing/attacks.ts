import { EXTRA_FIELDS, jsonOf, OF_EACH_TYPE, OPERATORS, PROTOTYPE_KEYS, slowTexts, textsLike } from './corpora.ts'
import { isObject, nameOf, type Place, placesOf, replaced, type Schema, shapesOf, valueAt, without } from './schemas.ts'

/** The JSON text of one bad value, and what is bad about it. `bytes` where it is no text in UTF-8. */
export type Attack = { what: string; json: string; bytes?: Buffer }
/** A value that is taken, and the schema that takes it; `only` where the rest is attacked elsewhere. */
export type Subject = { schema: Schema; good: unknown; only?: string }

const LONG = 50_000

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** Whether a shape of `place` takes values of the type of `value`. */
function takesType({ shapes }: Place, value: unknown): boolean {
  const type = typeof value === 'string' && value.startsWith('@raw:') ? 'number' : typeOf(value)
  const isOf = (shape: Schema) => shape.type === type || (shape.type === 'number' && type === 'integer')
  return shapes.some((shape) => shape.type === undefined || isOf(shape) || typeOf(shape.const) === type)
}

const isText = ({ shapes }: Place) => shapes.some(({ type }) => type === 'string')
const isObjectPlace = ({ shapes }: Place) => shapes.some(({ type }) => type === 'object')
/** A text that is held to a form: an id, a word of a list, an address. */
const hasForm = ({ pattern, format, enum: words, const: word }: Schema) => Boolean(pattern ?? format ?? words ?? word)

function at({ good }: Subject, { path }: Place, value: unknown): Attack {
  return { what: `${nameOf(path)} = ${jsonOf(value).slice(0, 60)}`, json: jsonOf(replaced(good, path, value)) }
}

const places = ({ schema, good, only }: Subject) =>
  placesOf(schema, good).filter(({ path }) => only === undefined || path[0] === only)

/** N30: operator objects in the place of every value, at any depth. */
export function operators(subject: Subject): Attack[] {
  return places(subject).flatMap((place) =>
    OPERATORS.filter((value) => place.path.length > 0 || !Array.isArray(value))
      .filter((value) => !isEntryOf(place, value))
      .map((value) => at(subject, place, value)),
  )
}

/** Whether `place` is a map of texts that may have the key of `value`: `gt` without its `$` is a name like any other there. */
function isEntryOf({ shapes }: Place, value: unknown): boolean {
  const [key = ''] = isObject(value) ? Object.keys(value) : []
  return shapes.some(({ additionalProperties: entry, propertyNames }) => {
    const takesTexts = typeof entry === 'object' && shapesOf(entry).some(({ type }) => type === 'string')
    return takesTexts && new RegExp(propertyNames?.pattern ?? '^$').test(key)
  })
}

/** N19: every value of every wrong type, required fields left out, and texts that only look like the right one. */
export function wrongValues(subject: Subject): Attack[] {
  const all = places(subject)
  const ofType = all.flatMap((place) =>
    OF_EACH_TYPE.filter((value) => !takesType(place, value)).map((value) => at(subject, place, value)),
  )
  const byName = new Map(placesOf(subject.schema, subject.good).map((place) => [nameOf(place.path), place]))
  // Entries of a map have no name that would be missed.
  const isDeclared = ({ path }: Place) =>
    byName.get(nameOf(path.slice(0, -1)))?.shapes.some(({ properties }) => properties?.[String(path.at(-1))])
  const missing = all
    .filter(({ path, isOptional }) => !isOptional && typeof path.at(-1) === 'string')
    .filter(isDeclared)
    .map(({ path, example }) => ({
      what: `without ${nameOf(path)}`,
      json: jsonOf(without(replaced(subject.good, path, example), path)),
    }))
  return [...ofType, ...missing, ...all.flatMap((place) => lookAlikes(subject, place))]
}

function lookAlikes(subject: Subject, place: Place): Attack[] {
  const texts = place.shapes.filter(({ type }) => type === 'string')
  if (texts.length === 0 || !texts.every(hasForm)) return []
  // Texts with a shortest length are trimmed before they are judged, ids are not; half a pair of surrogates is U+FFFD by then.
  const isTaken = (text: string) => {
    const whole = text.toWellFormed()
    return texts.some((shape) => takesText(shape, shape.minLength === undefined ? whole : whole.trim()))
  }
  return textsLike(String(place.example))
    .filter((text) => !isTaken(text))
    .map((text) => at(subject, place, text))
}

function takesText({ pattern, format, enum: words, const: word }: Schema, text: string): boolean {
  if (words ?? word !== undefined) return (words ?? [word]).includes(text)
  if (format === 'uri') return URL.canParse(text.trim())
  return pattern === undefined || new RegExp(pattern, pattern.includes('\\p{') ? 'u' : '').test(text)
}

/** N31: one more than every limit: texts, lists, numbers; keys by thousands, nesting by a thousand. */
export function oversize(subject: Subject): Attack[] {
  const json = jsonOf(subject.good)
  const more = (text: string) => (json.startsWith('{') ? json.replace('{', `{${text},`) : json)
  const keys = Array.from({ length: 5_001 }, (_, n) => `"k${n}":1`).join(',')
  return [
    ...places(subject).flatMap((place) => place.shapes.flatMap((shape) => beyond(subject, place, shape))),
    { what: '5,001 keys', json: more(keys) },
    { what: 'objects 1,000 deep', json: more(`"deep":${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`) },
    { what: 'lists 1,000 deep', json: more(`"deep":${'['.repeat(1_000)}${']'.repeat(1_000)}`) },
    { what: 'lists 1,000 deep alone', json: `${'['.repeat(1_000)}${']'.repeat(1_000)}` },
  ]
}

function beyond(
  subject: Subject,
  place: Place,
  { type, maxLength, maxItems, minimum, maximum, items }: Schema,
): Attack[] {
  const told = (what: string, value: unknown): Attack => ({
    ...at(subject, place, value),
    what: `${nameOf(place.path)}: ${what}`,
  })
  if (type === 'string' && maxLength !== undefined)
    return [
      told(`${maxLength + 1} characters`, 'x'.repeat(maxLength + 1)),
      told('20,000 characters', 'x'.repeat(20_000)),
    ]
  if (type === 'array' && maxItems !== undefined && items) {
    const item = (place.example as unknown[])[0] ?? placesOf(items, undefined)[0]?.example
    return [told(`${maxItems + 1} items`, Array(maxItems + 1).fill(item))]
  }
  if (type !== 'integer') return []
  const numbers = [minimum, maximum].flatMap((edge, n) => (edge === undefined ? [] : [n === 0 ? edge - 1 : edge + 1]))
  return numbers.filter((number) => !takesNumber(place, number)).map((number) => told(String(number), number))
}

const takesNumber = ({ shapes }: Place, n: number) =>
  shapes.some(({ minimum = -Infinity, maximum = Infinity, type }) => type === 'integer' && n >= minimum && n <= maximum)

/** N31: keys that reach a prototype or an operator, in every object; escaped, and twice. */
export function prototypeKeys(subject: Subject): Attack[] {
  const json = jsonOf(subject.good)
  const [first = 'x'] = Object.keys(isObject(subject.good) ? subject.good : {})
  const inObjects = places(subject)
    .filter(isObjectPlace)
    .flatMap((place) => PROTOTYPE_KEYS.map((key) => withKey(subject, place, key)))
  return [
    ...inObjects,
    ...['"\\u005f_proto__":{"polluted":1}', '"\\u0024set":1', `${JSON.stringify(first)}:1`].map((text) => ({
      what: text,
      json: json === '{}' ? `{${text},${text}}` : json.replace('{', `{${text},`),
    })),
  ]
}

function withKey({ good }: Subject, { path, example }: Place, key: string): Attack {
  const fields = Object.fromEntries([...Object.entries(isObject(example) ? example : {}), [key, { polluted: 1 }]])
  return { what: `${nameOf(path)} with ${key}`, json: jsonOf(replaced(good, path, fields)) }
}

/** N34: fields that no schema knows, in every object that is not a map. */
export function extraFields(subject: Subject): Attack[] {
  const closed = places(subject).filter(({ shapes }) => shapes.some(({ properties }) => properties))
  return closed.flatMap((place) =>
    EXTRA_FIELDS.filter((key) => !place.shapes.some(({ properties }) => properties?.[key])).map((key) =>
      withKey(subject, place, key),
    ),
  )
}

/** N31: what is no JSON object in UTF-8. */
export function malformed({ good }: Subject): Attack[] {
  const json = jsonOf(good)
  const texts = [
    ...[`${json},`, `${json}${json}`, `\ufeff${json}`, `/**/${json}`, `'${json}'`, json.replaceAll('"', "'")],
    ...[
      '[]',
      '"x"',
      'null',
      '1',
      'true',
      'NaN',
      'undefined',
      '{',
      '}',
      '{"a":1,"a":1}',
      '{a:1}',
      '\0',
      '{"t":"\u0001"}',
    ],
    ...[0.2, 0.5, 0.8, 0.99].map((part) => json.slice(0, Math.max(1, Math.floor(json.length * part)))),
  ].filter((text) => text !== json)
  const torn = Buffer.concat([
    Buffer.from(json.slice(0, 1)),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from(json.slice(1)),
  ])
  return [
    ...texts.map((text) => ({ what: text.slice(0, 40), json: text })),
    { what: 'no UTF-8', json: '', bytes: torn },
  ]
}

/** N35: texts that a careless pattern needs ages for, in every text; with a field too much, so that nothing is written. */
export function slow(subject: Subject): Attack[] {
  return places(subject)
    .filter(isText)
    .flatMap((place) =>
      slowTexts(LONG).map((text) => ({
        what: `${nameOf(place.path)}: ${text.slice(0, 12)}… × 50,000`,
        json: jsonOf({ ...(replaced(subject.good, place.path, text) as object), unknown: 1 }),
      })),
    )
}

/** Places whose value has no bound of its own (N31), and ids and secrets that are held to no form (N19). */
export function unbounded(subject: Subject): string[] {
  return places(subject).flatMap(({ path, shapes }) => {
    const loose = shapes.some(
      ({ type, maxLength, maxItems, prefixItems, ...shape }) =>
        (type === 'string' && maxLength === undefined && !hasForm(shape)) ||
        (type === 'array' && maxItems === undefined && !prefixItems),
    )
    const isIdentity = /(^|\.)(id|ids\.0|\w+Ids?|cmid|after|token|access|key|siteKey)$/.test(nameOf(path))
    const isFormless = isIdentity && shapes.some((shape) => shape.type === 'string' && !hasForm(shape))
    return loose || isFormless ? [nameOf(path)] : []
  })
}

/** Ids in what a caller sends: `prefix` is `cnv`, `vis` …; a list's key has a word before its id. */
export function idsOf({ schema, good }: Subject): (Place & { prefix: string })[] {
  return placesOf(schema, good).flatMap((place) => {
    const prefix = place.shapes
      .map(({ pattern = '' }) => /^\^(?:\(\w{3}:)?([a-z]{3})[_|]/.exec(pattern)?.[1])
      .find(Boolean)
    return prefix && valueAt(good, place.path) !== undefined ? [{ ...place, prefix }] : []
  })
}
