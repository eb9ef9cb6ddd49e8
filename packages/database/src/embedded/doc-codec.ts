import { ObjectId } from 'bson'
import { addExtension, Packr } from 'msgpackr'
import type { Doc } from './bson-type.ts'

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

/** Bytes of a document as stored and as sent between threads; fields whose value is undefined are left out. */
export const encodeDoc = (doc: unknown): Uint8Array => owned(documents.pack(doc))
export const decodeDoc = (bytes: Uint8Array): Doc => documents.unpack(bytes) as Doc

/** A message between threads, in a buffer of its own that can be transferred. Keeps `undefined`, so it can be refused. */
export const encodeMessage = (message: unknown): Uint8Array<ArrayBuffer> => owned(messages.pack(message))
export const decodeMessage = (bytes: Uint8Array): unknown => messages.unpack(bytes)
