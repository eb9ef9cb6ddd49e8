import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMAND_BODIES } from './event.ts'
import { ClientFrame, SendFrame, ServerFrame } from './frame.ts'
import { AGENT_COMMANDS, VISITOR_COMMANDS } from './kinds.ts'

const folder = (side: string) => new URL(`../fixtures/${side}/`, import.meta.url)
const fixtures = (side: string) =>
  readdirSync(folder(side)).map(
    (file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder(side)), 'utf8'))] as const,
  )

/** The names of a union of frames, read off the schema. */
const namesOf = (union: { options: readonly unknown[] }) =>
  (union.options as { shape: { t: { value: string } } }[]).map((option) => option.shape.t.value).sort()

describe.each([
  ['client', ClientFrame],
  ['server', ServerFrame],
] as const)('golden frames of the %s', (side, union) => {
  it('exist for every frame', () => {
    expect(
      fixtures(side)
        .map(([name]) => name)
        .sort(),
    ).toEqual(namesOf(union))
  })

  it.each(fixtures(side))('%s parses to itself', (_name, frame) => {
    expect(union.parse(frame)).toEqual(frame)
  })
})

describe('frames', () => {
  it.each(fixtures('client'))('SYNC-43 %s from a client of this level may hold no unknown field', (_name, frame) => {
    expect(ClientFrame.safeParse({ ...frame, parleyUnknown: 1 }).success).toBe(false)
  })

  it.each(fixtures('server'))('SYNC-43 %s is read by a client whatever else stands in it', (_name, frame) => {
    expect(ServerFrame.safeParse({ ...frame, parleyUnknown: 1 }).success).toBe(true)
  })

  it('have a body schema for every command', () => {
    expect(Object.keys(COMMAND_BODIES).sort()).toEqual([...new Set([...AGENT_COMMANDS, ...VISITOR_COMMANDS])].sort())
  })

  it('judge the body of a command by its kind', () => {
    const [, send] = fixtures('client').find(([name]) => name === 'send') ?? []
    const judged = SendFrame.safeParse({ ...send, body: { v: 1, type: 'text', text: '  ', role: 'owner' } })
    expect(judged.error?.issues.map((issue) => issue.path[0])).toContain('body')
  })

  it('name exactly one conversation: by id or by create key', () => {
    const [, cancel] = fixtures('client').find(([name]) => name === 'cancel') ?? []
    expect(ClientFrame.safeParse({ ...cancel, create: { key: '01jd5k2m3nkkkkkkkkkkkkkkkk' } }).success).toBe(false)
  })
})
