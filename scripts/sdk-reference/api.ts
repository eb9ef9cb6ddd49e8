import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SDK_ERROR_CODES } from '@parley/protocol'
import { root } from '../build/bundle.ts'
import { absentEvents, absentMethods } from './absent.ts'
import { type Declared, declaredTypes, type Member } from './types.ts'

/** Groups of methods in the order of the page: the type that holds them, and its heading. */
const GROUPS = {
  LifecycleMethods: 'Lifecycle',
  VisibilityMethods: 'Visibility',
  StateMethods: 'State',
  IdentityMethods: 'Identity',
  AttributeMethods: 'Attributes and tags',
  RoutingMethods: 'Routing',
  AnalyticsMethods: 'Analytics',
  MessagingMethods: 'Messages',
  NavigationMethods: 'Where the chat is opened',
  EngagementMethods: 'Proactive messages',
  LookMethods: 'Look and words',
  CallMethods: 'Calls and assistance',
  PrivacyMethods: 'Privacy',
  FileMethods: 'Files',
  HookMethods: 'Hooks',
  EventMethods: 'Events',
  PushMethods: 'Notifications',
  DiagnosticMethods: 'Diagnostics',
} as const

export type Method = Member & {
  /** As a page would write it. */
  example: string
  /** What it is called with there; a function is `{ "ƒ": null }`. */
  args: unknown[]
  /** It belongs to a part of the product that this version does not have. */
  isAbsent: boolean
}
export type Api = {
  groups: { title: string; methods: Method[] }[]
  events: (Member & Pick<Method, 'isAbsent'>)[]
  hooks: Member[]
  options: Member[]
  shapes: Declared[]
  errors: [code: string, meaning: string][]
}

const EXAMPLES = 'examples/single-page-app/src/calls'
type Call = (parley: unknown, tell: unknown) => unknown

/** Runs an example against a widget that does nothing, and tells what it was called with. */
function argsOf(name: string, call: Call): unknown[] {
  let args: unknown[] = []
  const widget: unknown = new Proxy(() => undefined, {
    get: (_, method) =>
      method === 'instance' && name !== 'instance'
        ? () => widget
        : (...given: unknown[]) => {
            if (method === name) args = given
            return widget
          },
  })
  call(widget, () => undefined)
  return JSON.parse(JSON.stringify(args, (_, value) => (typeof value === 'function' ? { ƒ: null } : value)))
}

/** The line of the examples' source that calls a method. */
function exampleOf(name: string, sources: string): string {
  const [, example = ''] = new RegExp(`^ {2}${name}: \\([^)]*\\) =>\\s+(parley[\\s\\S]*?),\\n`, 'm').exec(sources) ?? []
  return example
    .replace(/\n\s*/g, ' ')
    .replace('tell(', 'console.log(')
    .replace(/\btell\b/g, 'console.log')
}

/** Everything that the SDK has, out of its types, its examples and the protocol's codes. */
export async function readApi(): Promise<Api> {
  const types = declaredTypes()
  const membersOf = (name: string): Member[] => types.get(name)?.members ?? []
  const { CALLS } = (await import(path.join(root, EXAMPLES, 'index.ts'))) as { CALLS: Record<string, Call> }
  const sources = globSync('*.ts', { cwd: path.join(root, EXAMPLES) })
    .map((file) => readFileSync(path.join(root, EXAMPLES, file), 'utf8'))
    .join('\n')
  const absent = absentMethods()
  const events = membersOf('EventMap')
  const silent = absentEvents(events.map(({ name }) => name))
  const groups = Object.entries(GROUPS).map(([type, title]) => ({
    title,
    methods: membersOf(type).map((member): Method => {
      const { name } = member
      const call = CALLS[name]
      const example = exampleOf(name, sources)
      return { ...member, example, args: call ? argsOf(name, call) : [], isAbsent: absent.has(name) }
    }),
  }))
  return {
    groups,
    ...{ hooks: membersOf('HookMap'), options: membersOf('Options') },
    events: events.map((one) => ({ ...one, isAbsent: silent.has(one.name) })),
    shapes: [...types.values()].filter(({ file }) =>
      ['contents.ts', 'options.ts', 'hooks.ts', 'errors.ts'].includes(file),
    ),
    errors: Object.entries(SDK_ERROR_CODES),
  }
}

/** What of the types is in no group, or has no example or no words. */
export function gapsOf({ groups, events }: Api): string[] {
  const types = [...declaredTypes().keys()].filter((name) => /^\w+Methods$/.test(name))
  const methods = groups.flatMap((group) => group.methods)
  return [
    ...types.filter((name) => !Object.hasOwn(GROUPS, name)).map((name) => `${name} is in no group`),
    ...groups.filter((group) => !group.methods.length).map(({ title }) => `the group ${title} is empty`),
    ...methods.filter(({ example }) => !example).map(({ name }) => `${name} has no example in ${EXAMPLES}`),
    ...[...methods, ...events].filter(({ says }) => !says).map(({ name }) => `${name} has no doc comment in the types`),
  ]
}
