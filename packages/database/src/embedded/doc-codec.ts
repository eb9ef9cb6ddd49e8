import { ObjectId } from 'bson'
import { addExtension, Packr } from 'msgpackr'
import { StoreError } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'

addExtension({
  Class: ObjectId,
  type: 1,
  pack: (value: ObjectId) => Buffer.from(value.id),
  unpack: (bytes: Uint8Array) => new ObjectId(Uint8Array.from(bytes)),
})

// `skipValues` is an option of msgpackr that its types leave out.
const documents: Packr = new Packr({
  useRecords: false,
  encodeUndefinedAsNil: true,
  skipValues: [undefined],
} as ConstructorParameters<typeof Packr>[0])
const messages: Packr = new Packr({ useRecords: false, moreTypes: true })

const owned = (view: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(view)

/** msgpackr reads this name back as another one, so that no document can change a prototype. */
const UNREADABLE = '__proto__'

/**
 * Bytes of a document as stored and as sent between threads; fields whose value is undefined are left out.
 * @throws StoreError BadValue when a field, however deep, has the name `__proto__`
 */
export function encodeDoc(doc: unknown): Uint8Array {
  const packed = documents.pack(doc)
  // The name is looked for among the fields only when its bytes are anywhere at all.
  if (packed.includes(UNREADABLE) && hasUnreadable(doc))
    throw new StoreError('BadValue', `a field can not have the name ${UNREADABLE}`)
  return owned(packed)
}
export const decodeDoc = (bytes: Uint8Array): Doc => documents.unpack(bytes) as Doc

/** A message between threads, in a buffer of its own that can be transferred. Keeps `undefined`, so it can be refused. */
export const encodeMessage = (message: unknown): Uint8Array<ArrayBuffer> => owned(messages.pack(message))
export const decodeMessage = (bytes: Uint8Array): unknown => messages.unpack(bytes)

function hasUnreadable(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnreadable)
  if (!isPlainObject(value)) return false
  return Object.hasOwn(value, UNREADABLE) || Object.values(value).some(hasUnreadable)
}
