import type { MessageBody } from '@parley/protocol'
import type { VisitorData } from '@parley/sdk/types'
import type { Chat } from './chat.ts'
import { FROM, fileOf } from './from.ts'
import { callNoMore } from './leave.ts'
import type { Own } from './own.ts'

type Conversation = VisitorData['conversations'][number]
type Entry = Awaited<ReturnType<typeof pageOf>>['entries'][number]

/** Messages of one request. */
const PAGE = 50

type Said = Extract<MessageBody, { type: 'text' }>

const pageOf = ({ models: { client } }: Chat, id: `cnv_${string}`, after: number) =>
  client.call('listEvents', { params: { id }, query: { after: String(after), limit: String(PAGE) } })

function messageOf({ id, e }: Entry): Conversation['messages'] {
  if (e.kind !== 'msg.new') return []
  const { actor, ts, state } = e
  const body = state ? state.body : e.body
  const { text = '', fallback = '', attachments = [] } = (body ?? {}) as Partial<Said>
  return [
    {
      ...{ id: id.replace('evt_', 'msg_'), at: ts, from: FROM[actor.type] },
      text: text || fallback,
      author: { id: actor.id, name: actor.name ?? null },
      attachments: attachments.map(fileOf),
    },
  ]
}

async function messagesOf(chat: Chat, id: `cnv_${string}`): Promise<Conversation['messages']> {
  const said = await (await chat.models.client.person()).metadata(id)
  const withMetadata = (message: Conversation['messages'][number]) => {
    const metadata = said.get(message.id)
    return metadata ? { ...message, metadata } : message
  }
  const messages: Conversation['messages'] = []
  for (let after = 0; ; ) {
    const { entries, hasMore } = await pageOf(chat, id, after)
    messages.push(...entries.flatMap(messageOf).map(withMetadata))
    after = entries.at(-1)?.n ?? after
    if (!hasMore || entries.length === 0) return messages
  }
}

export async function exportMyData(own: Own): Promise<VisitorData> {
  const chat = await own.chat()
  const { client } = chat.models
  const head = { exportedAt: new Date().toISOString(), site: own.frame.settings.key }
  if (!(await client.isReturning())) return { ...head, visitor: null, contact: null, conversations: [] }
  const { visitor, contact = null, conversations } = await (await client.person()).data()
  const all: Conversation[] = []
  for (const one of conversations) all.push({ ...one, messages: await messagesOf(chat, one.id) })
  return { ...head, visitor, contact, conversations: all }
}

/** What the widget's store remembers of somebody. */
const REMEMBERED = ['asked', 'dismissed', 'talks']

export async function eraseMe(own: Own): Promise<void> {
  const { frame, held, emit } = own
  const { models } = await own.chat()
  held.user = held.visitor = held.conversation = held.tags = undefined
  await frame.setOpen(false)
  models.composer.write('')
  await callNoMore(own)
  if (await models.client.isReturning()) await (await models.client.person()).erase()
  for (const name of REMEMBERED) frame.store.write(name, null)
  models.chat.startNew()
  emit('unread', 0)
}
