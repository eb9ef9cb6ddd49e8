import { ClientFrame, COMMAND_BODIES, type CommandKind, type Draft, PROTOCOL_LEVEL } from '@parley/protocol'
import type { Subject } from './attacks.ts'
import { type Schema, schemaOf, shapesOf } from './schemas.ts'

/** What a tenant has that commands and frames are about. */
export type Things = {
  conversation: { id: string; messageId: string; attachmentId: string }
  agentId: string
  departmentId: string
  /** Access token and stored token of somebody who may say hello. */
  access: string
  token: string
  cmid(): string
}

/** One body per kind of command that its own tenant may send. The compiler wants an entry for every kind. */
export const GOOD_BODIES: Record<CommandKind, (things: Things) => object> = {
  'msg.new': () => ({ v: 1, type: 'text', text: 'more' }),
  'note.new': () => ({ v: 1, type: 'text', text: 'among us' }),
  'msg.edit': ({ conversation }) => ({ messageId: conversation.messageId, text: 'changed' }),
  'note.edit': ({ conversation }) => ({ messageId: conversation.messageId, text: 'changed' }),
  'msg.del': ({ conversation }) => ({ messageId: conversation.messageId }),
  'note.del': ({ conversation }) => ({ messageId: conversation.messageId }),
  'msg.redact': ({ conversation }) => ({ messageId: conversation.messageId }),
  'note.redact': ({ conversation }) => ({ messageId: conversation.messageId }),
  'msg.react': ({ conversation }) => ({ messageId: conversation.messageId, emoji: '👍', on: true }),
  'note.react': ({ conversation }) => ({ messageId: conversation.messageId, emoji: '👍', on: true }),
  'conv.status': () => ({ status: 'pending' }),
  'conv.assign': ({ agentId }) => ({ assigneeId: agentId, from: null }),
  'conv.department': ({ departmentId }) => ({ departmentId, from: null }),
  'conv.tag': () => ({ add: ['tea'], remove: [] }),
  'conv.field': () => ({ key: 'plan', value: 'gold' }),
  'conv.priority': () => ({ priority: 'high' }),
  'conv.snooze': () => ({ until: new Date(Date.now() + 60_000).toISOString() }),
  'conv.request': ({ conversation }: Things) => ({ messageId: conversation.messageId, state: 'settled' }),
  // What was not merged stays as it is.
  'conv.merge': () => ({ to: null }),
  'part.join': ({ agentId }) => ({ agentId }),
  'part.leave': ({ agentId }) => ({ agentId }),
  'conv.rate': () => ({ score: 5, comment: 'good' }),
}
const field = { hint: '', placeholder: '', required: true, choices: [], when: null }
const CARD = {
  title: 'Tea',
  text: 'Green',
  actions: [{ type: 'link', label: 'Look', url: 'https://shop.example/tea' }],
}

/** What only agents send, by its type; an answer, and what a page says with a message, which only visitors give. */
const RICH_BODIES: Record<Exclude<Draft['type'], 'text'> | 'answer' | 'metadata', (things: Things) => object> = {
  buttons: () => ({ text: 'Which?', buttons: [{ type: 'postback', label: 'Tea', value: 'tea' }] }),
  quick_replies: () => ({ text: 'Sure?', replies: [{ type: 'reply', label: 'Yes' }] }),
  card: ({ conversation }) => ({ card: { ...CARD, image: conversation.attachmentId } }),
  carousel: () => ({ text: '', cards: [CARD] }),
  form: () => ({
    text: '',
    form: {
      ...{ title: 'You', lead: '', button: 'Send' },
      fields: [{ ...field, key: 'name', type: 'text', label: 'Name' }],
    },
  }),
  answer: ({ conversation }) => ({
    ...{ type: 'text', text: 'Tea' },
    answers: { messageId: conversation.messageId, value: 'tea' },
  }),
  metadata: () => ({ type: 'text', text: 'Tea', metadata: { cart: 'tea', total: 4.9, gift: true } }),
}
/** Messages besides text, by the name they are attacked under. */
export const RICH = Object.keys(RICH_BODIES).map((type) => `msg.new ${type}`)

export const KINDS = Object.keys(GOOD_BODIES) as CommandKind[]

type FrameName = ClientFrame['t']

/** One frame of each type that is taken. The compiler wants an entry for every type. */
export const GOOD_FRAMES: Record<FrameName, (things: Things) => object> = {
  hello: ({ access }) => ({
    ...{ t: 'hello', v: [1, PROTOCOL_LEVEL], access, device: 'd', tab: 't', positions: {}, lists: {}, caps: ['x'] },
  }),
  send: (things) => aCommand(things, 'msg.new'),
  cancel: ({ conversation, cmid }) => ({ t: 'cancel', cmid: cmid(), conversationId: conversation.id }),
  recv: ({ conversation }) => ({ t: 'recv', conversationId: conversation.id, n: 1 }),
  read: ({ conversation }) => ({ t: 'read', conversationId: conversation.id, n: 1, gen: 0 }),
  sub: ({ conversation }) => ({ t: 'sub', conversationId: conversation.id, since: { n: 0 } }),
  unsub: ({ conversation }) => ({ t: 'unsub', conversationId: conversation.id }),
  list: ({ departmentId }) => ({ t: 'list', key: `dep:${departmentId}` }),
  unlist: ({ departmentId }) => ({ t: 'unlist', key: `dep:${departmentId}` }),
  eph: ({ conversation }) => ({ t: 'eph', conversationId: conversation.id, k: 'typing', d: true }),
  auth: ({ access }) => ({ t: 'auth', access }),
  hb: () => ({ t: 'hb', c: 1 }),
}

function aRichMessage(things: Things, name: string): object {
  const type = name.slice('msg.new '.length) as keyof typeof RICH_BODIES
  return { ...aCommand(things, 'msg.new'), body: { v: 1, type, ...RICH_BODIES[type](things) } }
}

export function aCommand(things: Things, kind: CommandKind): object {
  const { conversation, cmid } = things
  return { t: 'send', cmid: cmid(), conversationId: conversation.id, kind, body: GOOD_BODIES[kind](things) }
}

/** The registry itself: each type of frame with its schema. */
export const FRAME_SCHEMAS: ReadonlyMap<string, Schema> = new Map(
  shapesOf(schemaOf(ClientFrame)).map((schema) => [String(schema.properties?.['t']?.const), schema]),
)

function schemaOfKind(kind: CommandKind): Schema {
  const send = FRAME_SCHEMAS.get('send') ?? {}
  return {
    ...send,
    properties: { ...send.properties, kind: { type: 'string', const: kind }, body: schemaOf(COMMAND_BODIES[kind]) },
  }
}

/** Every frame and every kind of command: what is attacked, by name. */
export function framesOf(things: Things): Map<string, Subject> {
  const plain = [...FRAME_SCHEMAS].filter(([name]) => name !== 'send')
  return new Map<string, Subject>([
    ...plain.map(([name, schema]): [string, Subject] => [
      name,
      { schema, good: GOOD_FRAMES[name as FrameName](things) },
    ]), // the compiler knows them all
    ...KINDS.map((kind): [string, Subject] => {
      const subject = { schema: schemaOfKind(kind), good: aCommand(things, kind) }
      // Around the body all commands are alike.
      return [`send ${kind}`, kind === 'msg.new' ? subject : { ...subject, only: 'body' }]
    }),
    ...RICH.map((name): [string, Subject] => [
      `send ${name}`,
      { schema: schemaOfKind('msg.new'), good: aRichMessage(things, name), only: 'body' },
    ]),
  ])
}

/** What `POST /api/v1/events` takes: commands and cancellations. */
export const commandsOf = (things: Things): Map<string, Subject> =>
  new Map([...framesOf(things)].filter(([name]) => name.startsWith('send ') || name === 'cancel'))
