import {
  AGENT_COMMANDS,
  AGENT_ONLY_KINDS,
  CLIENT_LIMITS,
  CLOSE,
  COMMAND_BODIES,
  ENDPOINTS,
  EVENT_BODIES,
  isRetryable,
  LIMITS,
  RETRYABLE_CODES,
  VISIBLE_KINDS,
  VISITOR_COMMANDS,
} from '@parley/protocol'
import { compareFields, type Schema } from './fields.ts'
import { blocksOf, type Check, compare, nameIn, type Read, rowsOf, sectionsOf } from './page.ts'

const FOLDER = 'docs/reference/protocol'

const sectionOf = (read: Read, page: string, name: string) =>
  sectionsOf(read(page)).find(({ heading }) => heading === name)?.text ?? ''

/** Every limit with its default, and whether `welcome` tells it. */
export const checkLimits: Check = (read) => {
  const page = `${FOLDER}/limits.md`
  const told: readonly string[] = CLIENT_LIMITS
  const rows = rowsOf(read(page)).map(([name, value, meaning]) => [
    `${nameIn(name)}: ${value}`,
    /\*\*told\*\*/.test(meaning ?? ''),
  ])
  const real = Object.entries(LIMITS).map(([name, value]) => [`${name}: ${value}`, told.includes(name)])
  return compare(page, rows.map(String), real.map(String))
}

/** Close codes of the platform with a row of their own; they have no name of ours. */
const PLATFORM = ['1001 ', '1009 ']

export const checkCloseCodes: Check = (read) => {
  const page = `${FOLDER}/connect.md`
  const rows = rowsOf(sectionOf(read, page, 'Close codes'))
  const ours = rows.filter(([code]) => nameIn(code)).map(([code, name]) => `${nameIn(code)} ${nameIn(name) ?? ''}`)
  const real = Object.entries(CLOSE).map(([name, code]) => `${code} ${name}`)
  return compare(page, ours, [...real, ...PLATFORM])
}

/** Every refusal of a command, and whether it is sent again. */
export const checkRefusals: Check = (read) => {
  const page = `${FOLDER}/commands.md`
  const rows = rowsOf(sectionOf(read, page, 'Refusals')).map(([code, retry]) => `${nameIn(code)}, retry: ${retry}`)
  const codes = new Set([
    ...ENDPOINTS.appendEvent.errors,
    ...RETRYABLE_CODES,
    ...(['invalid_request', 'internal_error'] as const),
  ])
  return compare(
    page,
    rows,
    [...codes].map((code) => `${code}, retry: ${isRetryable(code) ? 'yes' : 'no'}`),
  )
}

function whoSends(kind: string): string {
  const [visitors, agents]: [readonly string[], readonly string[]] = [VISITOR_COMMANDS, AGENT_COMMANDS]
  if (visitors.includes(kind) && agents.includes(kind)) return 'both'
  return visitors.includes(kind) ? 'visitors' : 'agents'
}

/** Every kind that may be sent, by whom, and every field of its body. */
export const checkCommands: Check = (read) => {
  const page = `${FOLDER}/commands.md`
  const rows = rowsOf(sectionOf(read, page, 'Kinds'))
  const documented = rows.map(([kind, caller = '']) => `${nameIn(kind)} by ${/^\w+/.exec(caller)?.[0]}`)
  const missing = rows.flatMap(([cell, , body = '']) => {
    const kind = nameIn(cell) as keyof typeof COMMAND_BODIES
    const shape = (COMMAND_BODIES[kind] as unknown as Schema | undefined)?.shape ?? {}
    const isLike = /^as `/.test(body)
    const lacks = Object.keys(shape).filter((field) => !isLike && !new RegExp(`\\b${field}\\b`).test(body))
    return lacks.map((field) => `${page}: ${kind}: the body has a field ${field}`)
  })
  return [
    ...compare(
      page,
      documented,
      Object.keys(COMMAND_BODIES).map((kind) => `${kind} by ${whoSends(kind)}`),
    ),
    ...missing,
  ]
}

/** The table of who sees what, and a section for each kind with the fields of its body and a worked example. */
export const checkKinds: Check = (read) => {
  const page = `${FOLDER}/events.md`
  const columns = rowsOf(sectionOf(read, page, 'Kinds'))
  const inColumn = (at: number) =>
    columns.flatMap((cells) => [...(cells[at] ?? '').matchAll(/`([^`]+)`/g)].map(([, kind = '']) => kind))
  const sections = sectionsOf(read(page)).filter(({ heading }) => /^`[a-z]+\.[a-z]+`$/.test(heading))
  const bodies = EVENT_BODIES as unknown as Record<string, Schema>
  return [
    ...compare(`${page}: visitors and agents`, inColumn(0), VISIBLE_KINDS),
    ...compare(`${page}: agents only`, inColumn(1), AGENT_ONLY_KINDS),
    ...compare(
      page,
      sections.map(({ heading }) => heading),
      Object.keys(bodies).map((kind) => `\`${kind}\``),
    ),
    ...sections.flatMap((section) => {
      const kind = section.heading.slice(1, -1)
      const hasVector = blocksOf(section.text).some(({ text }) => text.includes(`"kind": "${kind}"`))
      return [
        ...compareFields(page, section, bodies[kind] ?? { def: { type: '' }, safeParse: () => ({ success: false }) }),
        ...(hasVector ? [] : [`${page}: ${kind}: no worked example`]),
      ]
    }),
  ]
}
