import { ObjectId } from 'bson'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from './compare.ts'
import { decodeDoc, encodeDoc } from './doc-codec.ts'
import { encodeKey, encodeValue, endOf, sameValue } from './key-codec.ts'

const RUNS = { numRuns: 2000 }
const text = fc.string({ unit: 'binary', maxLength: 12 })
const scalar = fc.oneof(
  fc.constant(null),
  fc.double(),
  fc.integer(),
  text,
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
)
/** No document may have this one: see the last test. */
const name = text.filter((key) => key !== '__proto__')
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(name, scalar, { maxKeys: 3 }))
const sign = (n: number) => (n === 0 ? 0 : Math.sign(n))

describe('keys', () => {
  it('of numbers sort as the numbers do', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        expect(Buffer.compare(encodeValue(a), encodeValue(b))).toBe(sign(a === b ? 0 : a - b))
      }),
      RUNS,
    )
    expect(encodeValue(-0)).toEqual(encodeValue(0))
    expect(Buffer.compare(encodeValue(Number.NaN), encodeValue(Number.NEGATIVE_INFINITY))).toBe(-1)
  })

  it('of texts sort by code point, control characters and characters beyond the basic plane included', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const points = Buffer.compare(Buffer.from(a), Buffer.from(b))
        expect(Buffer.compare(encodeValue(a), encodeValue(b))).toBe(points)
        expect(sign(compareText(a, b))).toBe(points)
      }),
      RUNS,
    )
  })

  it('of several components sort by the first that differs, each in its direction', () => {
    fc.assert(
      fc.property(
        fc.tuple(value, value),
        fc.tuple(value, value),
        fc.constantFrom(1, -1),
        ([a, b], [c, d], direction) => {
          const first = Buffer.compare(encodeValue(a), encodeValue(b))
          const second = Buffer.compare(encodeValue(c), encodeValue(d)) * direction
          const directions = [1, direction]
          expect(Buffer.compare(encodeKey([a, c], directions), encodeKey([b, d], directions))).toBe(
            first || second || 0,
          )
        },
      ),
      RUNS,
    )
  })

  it('that continue a key lie between it and its end, and no others do', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, other) => {
        const head = encodeKey([a])
        const inside = (key: Buffer) => Buffer.compare(key, head) >= 0 && Buffer.compare(key, endOf(head)) < 0
        expect(inside(encodeKey([a, b]))).toBe(true)
        expect(inside(encodeKey([a, b], [1, -1]))).toBe(true)
        expect(inside(encodeKey([other, b]))).toBe(sameValue(a, other))
      }),
      RUNS,
    )
  })
})

describe('documents', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 5 }), (doc) => {
        expect(encodeDoc(decodeDoc(encodeDoc(doc)))).toEqual(encodeDoc(doc))
        expect(sameValue(decodeDoc(encodeDoc(doc)), doc)).toBe(true)
      }),
      RUNS,
    )
  })

  it('with a field that could not be read back are refused', () => {
    const deep = JSON.parse('{"a":[{"b":{"__proto__":1}}]}')
    expect(() => encodeDoc(deep)).toThrow('a field can not have the name __proto__')
    expect(decodeDoc(encodeDoc({ text: '__proto__' }))).toEqual({ text: '__proto__' })
  })
})
