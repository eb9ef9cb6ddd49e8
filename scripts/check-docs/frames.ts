import * as protocol from '@parley/protocol'
import { ClientFrame, ServerFrame } from '@parley/protocol'
import { compareFields, type Schema } from './fields.ts'
import { blocksOf, type Check, compare, type Section, sectionsOf } from './page.ts'

const PAGES = 'docs/reference/protocol'
const PAGE = `${PAGES}/frames.md`
/** Pages with tables of objects that the protocol exports under the name of the section. */
const WITH_OBJECTS = ['frames.md', 'events.md', 'rich.md', 'lists.md', 'http.md']

type Side = { schema: Schema; heading: string; label: string; other: ReadonlySet<string> }

const namesOf = (union: Schema) => new Set((union.def.options ?? []).map(nameOf))
const nameOf = ({ shape }: Schema): string => String(shape?.['t']?.def.values?.[0])

const [client, server] = [ClientFrame as unknown as Schema, ServerFrame as unknown as Schema]
const SIDES: Side[] = [
  { schema: client, heading: 'sent', label: 'json client-frame', other: namesOf(server) },
  { schema: server, heading: 'received', label: 'json server-frame', other: namesOf(client) },
]

/** A frame that both sides know has two sections, told apart by a word. */
const titleOf = (name: string, { heading, other }: Side) => `\`${name}\`${other.has(name) ? ` ${heading}` : ''}`

function checkFrame(sections: readonly Section[], side: Side, frame: Schema): string[] {
  const name = nameOf(frame)
  const section = sections.find(({ heading }) => heading === titleOf(name, side))
  if (!section) return []
  const hasExample = blocksOf(section.text).some(
    ({ label, text }) => label === side.label && text.includes(`"t": "${name}"`),
  )
  return [
    ...compareFields(PAGE, section, frame),
    ...(hasExample ? [] : [`${PAGE}: ${section.heading}: no example labelled \`${side.label}\``]),
  ]
}

/** Every frame of both sides has a section with its fields and an example; no other section is about a frame. */
export const checkFrames: Check = (read) => {
  const sections = sectionsOf(read(PAGE))
  const documented = sections.map(({ heading }) => heading).filter((heading) => /^`[a-z]/.test(heading))
  const real = SIDES.flatMap((side) => [...namesOf(side.schema)].map((name) => titleOf(name, side)))
  return [
    ...compare(PAGE, documented, real),
    ...SIDES.flatMap((side) => (side.schema.def.options ?? []).flatMap((frame) => checkFrame(sections, side, frame))),
  ]
}

/** A section under the name of an exported object has that object's fields. */
export const checkObjects: Check = (read) =>
  WITH_OBJECTS.flatMap((name) => {
    const page = `${PAGES}/${name}`
    return sectionsOf(read(page)).flatMap((section) => {
      const exported = /^`([A-Z]\w+)`$/.exec(section.heading)?.[1]
      if (!exported) return []
      const schema = (protocol as Record<string, unknown>)[exported] as Schema | undefined
      return schema?.shape
        ? compareFields(page, section, schema)
        : [`${page}: ${exported} is no object of the protocol`]
    })
  })
