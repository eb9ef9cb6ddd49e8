import fc from 'fast-check'
import { OF_EACH_TYPE, OPERATORS, PROTOTYPE_KEYS } from './corpora.ts'
import { type Schema, shapesOf, textsOf } from './schemas.ts'

/** Lengths beyond which a frame says nothing new. */
const LONGEST_TEXT = 40
const LONGEST_LIST = 4

/** Values of a schema, now and then one that is not (an eighth of the places). */
export function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  const right = fc.oneof(...shapesOf(schema).map(ofShape))
  return fc.oneof({ weight: 7, arbitrary: right }, { weight: 1, arbitrary: hostile })
}

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...OPERATORS, ...OF_EACH_TYPE),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: LONGEST_TEXT }),
  fc.record({ n: fc.double(), key: fc.constantFrom(...PROTOTYPE_KEYS) }),
)

function ofShape(shape: Schema): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  switch (shape.type) {
    case 'object':
      return ofObject(shape)
    case 'array':
      return shape.prefixItems
        ? fc.tuple(...shape.prefixItems.map(arbitraryOf))
        : fc.array(arbitraryOf(shape.items || {}), { maxLength: LONGEST_LIST })
    case 'integer':
      return fc.oneof(fc.integer({ min: 0, max: 5 }), fc.maxSafeInteger())
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return ofText(shape)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function ofText({ pattern, maxLength = LONGEST_TEXT }: Schema): fc.Arbitrary<string> {
  const free = fc.string({ unit: 'binary', maxLength: Math.min(maxLength, LONGEST_TEXT) })
  // Classes of Unicode are more than the generator knows: samples of them, and anything.
  if (pattern?.includes('\\p{')) return fc.oneof(fc.constantFrom('👍', '❤️', '👩‍🚀', '🇫🇷', '7️⃣'), free)
  return pattern === undefined ? free : textsOf(pattern)
}

function ofObject({ properties = {}, required = [], additionalProperties: entry, propertyNames }: Schema) {
  if (typeof entry === 'object') {
    const keys = fc.oneof({ weight: 7, arbitrary: ofText(propertyNames ?? {}) }, { weight: 1, arbitrary: ofText({}) })
    return fc.dictionary(keys, arbitraryOf(entry), { maxKeys: LONGEST_LIST })
  }
  const fields = Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, arbitraryOf(field)]))
  const known = fc.record(fields, { requiredKeys: required })
  const more = fc.constantFrom('x', 'workspaceId', ...PROTOTYPE_KEYS)
  return fc.oneof(
    { weight: 12, arbitrary: known },
    {
      weight: 1,
      arbitrary: fc.tuple(known, more).map(([value, key]) => Object.fromEntries([...Object.entries(value), [key, 1]])),
    },
  )
}

/** A frame as bytes: whole, cut, with bits turned, with bytes put in, twice, or inside another. */
export function bytesOf(frame: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> {
  const whole = frame.map((value) => Buffer.from(JSON.stringify(value)))
  const at = fc.nat({ max: 5_000 })
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    { weight: 1, arbitrary: fc.tuple(whole, at).map(([bytes, n]) => bytes.subarray(0, n % (bytes.length + 1))) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(whole, fc.array(fc.tuple(at, fc.nat({ max: 7 })), { minLength: 1, maxLength: 4 }))
        .map(turned),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(whole, at, fc.uint8Array({ maxLength: 8 })).map(([bytes, n, more]) => put(bytes, n, more)),
    },
    { weight: 1, arbitrary: fc.tuple(whole, whole).map(([one, other]) => Buffer.concat([one, other])) },
    { weight: 1, arbitrary: fc.tuple(whole, whole, at).map(([one, other, n]) => put(one, n, other)) },
  )
}

function turned([bytes, flips]: [Buffer, [number, number][]]): Buffer {
  const copy = Buffer.from(bytes)
  for (const [n, bit] of flips) copy[n % copy.length] = (copy[n % copy.length] ?? 0) ^ (1 << bit)
  return copy
}

function put(bytes: Buffer, n: number, more: Uint8Array): Buffer {
  const place = n % (bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, place), more, bytes.subarray(place)])
}
