import {
  type Attack,
  extraFields,
  malformed,
  operators,
  oversize,
  prototypeKeys,
  type Subject,
  slow,
  wrongValues,
} from './attacks.ts'

/** A frame, and whether it is answered (`told`) or ends the socket (`ends`, SYNC-56). */
export type FrameCase = { what: string; text: string | Buffer; outcome: 'told' | 'ends' }

/** What is no object, or holds a key that no object of ours may hold, is no frame at all. */
const isNoFrame = (json: string) => !json.startsWith('{') || /(?<!\\)"\$/.test(json)
const byContent = ({ what, json }: Attack): FrameCase => ({
  what,
  text: json,
  outcome: isNoFrame(json) ? 'ends' : 'told',
})
const ending = ({ what, json, bytes }: Attack): FrameCase => ({ what, text: bytes ?? json, outcome: 'ends' })

/** Sizes of which the reader of JSON has an opinion, not the schema. */
const isShape = ({ what }: Attack) => / keys$| deep/.test(what)
/** What is the same whatever the frame is tried on these. */
const FOR_ALL = ['hello', 'send msg.new', 'hb']
/** Whole frames have 64 KB: a slow text must leave room for the rest. Bytes. */
const LONGEST = 60_000

/** The classes of cases that every frame has, as `CLASSES` are for routes. */
export const FRAME_CLASSES: Record<string, (name: string, subject: Subject) => FrameCase[]> = {
  N19: (_name, subject) => wrongValues(subject).map(byContent),
  N30: (_name, subject) => operators(subject).map(byContent),
  N31: (name, subject) => [
    ...oversize(subject).map((attack) => (isShape(attack) ? ending(attack) : byContent(attack))),
    ...prototypeKeys(subject).map(ending),
    ...(FOR_ALL.includes(name) ? malformed(subject).filter(isNotJustAnother).map(ending) : []),
  ],
  N34: (_name, subject) => extraFields(subject).map((attack) => ({ ...byContent(attack), outcome: 'told' as const })),
  N35: (_name, subject) =>
    slow(subject)
      .filter(({ json }) => Buffer.byteLength(json) < LONGEST)
      .map(byContent),
}

/** Objects that are only another frame are told, and tried as such. */
const isNotJustAnother = ({ json }: Attack) => json !== '{"t":"\u0001"}'

/** `hello` comes first: whatever is wrong with it ends the socket. */
export function asFirst(cases: readonly FrameCase[]): FrameCase[] {
  return cases.map((one) => ({ ...one, outcome: 'ends' }))
}
