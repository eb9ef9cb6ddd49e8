import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { EventName } from '@parley/sdk/types'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from './commands.ts'
import { failer } from './context.ts'
import type { Own } from './own.ts'

/** Methods of parts that this version does not have; each is there, and says so. */
const ABSENT = [
  ...['openArticle', 'searchHelp', 'openNews', 'openTicket', 'openTickets', 'startBot', 'startSurvey'],
  ...['startCall', 'shareScreen', 'startCobrowse', 'stopCobrowse', 'maskSelectors', 'attachDiagnostics'],
]
/** Their events, and what visitors are not told. */
const UNTOLD: EventName[] = [
  ...(['article:opened', 'article:rated', 'help:searched', 'ticket:created', 'ticket:updated'] as const),
  ...(['call:ringing', 'call:started', 'call:ended', 'cobrowse:requested', 'cobrowse:started'] as const),
  ...(['cobrowse:ended', 'agent:status'] as const),
]

const root = path.join(import.meta.dirname, '../../../../..')

/** Names of the members of types of the SDK, as their sources are formatted: two spaces, a name, what follows. */
function membersOf(name: string): string[] {
  const folder = path.join(root, 'packages/sdk/src/types')
  const text = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n')
  const bodies = [...text.matchAll(new RegExp(`^export type ${name} = \\{\\n(.*?)^\\}`, 'gms'))].map(
    ([, body = '']) => body,
  )
  return bodies.flatMap((body) => [...body.matchAll(/^ {2}'?([\w:]+)'?\??[<(:]/gm)].map(([, member = '']) => member))
}

/** Everything that the widget is made of. */
function sources(folder = path.join(root, 'packages/widget/src')): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => /(?<!\.test)\.tsx?$/.test(one.name))
    .map((one) => readFileSync(path.join(one.parentPath, one.name), 'utf8'))
    .join('\n')
}

describe('the SDK is what its types say', () => {
  const code = sources()

  it('has every method, and none besides', () => {
    const methods = membersOf('[A-Z]\\w+Methods')
    expect(methods.length).toBeGreaterThan(80)
    // The loader does these itself: they have to work where nothing more can be fetched.
    expect([...Object.keys(COMMANDS), 'destroy', 'instance'].sort()).toEqual([...methods].sort())
  })

  it.each(ABSENT)('%s says that its part is not there, and where that is explained', (name) => {
    const frame = { settings: { api: 'https://chat.example' }, widget: { name: 'demo' } }
    const own = { frame, fail: failer(frame as never) } as Own
    const call = COMMANDS[name as keyof typeof COMMANDS] as (own: Own) => unknown
    const doc = 'https://chat.example/reference/errors#not_available'
    expect(() => call(own)).toThrow(expect.objectContaining({ name: 'ParleyError', code: 'not_available', doc }))
  })

  it('says so of no other method', () => {
    const said = code.match(/fail\('not_available', [^)]*\)/g) ?? []
    // The shared one of the above; mail has no place on the server yet.
    expect(said).toHaveLength(2)
  })

  it.each(membersOf('EventMap'))('tells %s, or is known not to', (name) => {
    const [group = ''] = name.split(':')
    const literal = new RegExp(`emit\\([^)\\n]*'${name}'|'${name}' : '|const name = [^\\n]*'${name}'`)
    const isTold = literal.test(code) || code.includes(`emit(\`${group}:`)
    expect(isTold, name).toBe(!UNTOLD.includes(name as EventName))
  })

  it.each(membersOf('HookMap'))('asks the hook %s', (name) => {
    expect(code).toMatch(new RegExp(`(before|askAll)\\(\\s*'${name}'`))
  })

  it.each(membersOf('Options'))('has the option %s', (name) => {
    const isApplied = new RegExp(`^  ${name}[,:(]`, 'm').test(
      readFileSync(path.join(import.meta.dirname, 'options.ts'), 'utf8'),
    )
    // Where it stands and what it is is decided once, by the loader and the scout; `events` asks that we are there.
    expect(isApplied || ['site', 'name', 'mount', 'hideOn', 'avoid', 'token', 'events'].includes(name)).toBe(true)
  })
})
