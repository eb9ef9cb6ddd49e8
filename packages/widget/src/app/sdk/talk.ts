import type { Attributes, SendOptions } from '@parley/sdk/types'
import type { Handle } from '../models/handle.ts'
import type { Models } from '../models/models.ts'
import { tellCampaigns } from './campaigns.ts'
import { checks } from './checks.ts'
import type { Commands } from './command.ts'
import { attributesOf, metadataOf } from './facts.ts'
import { onScreen } from './on-screen.ts'
import type { Own } from './own.ts'
import { stateOf } from './state.ts'

type Metadata = ReturnType<typeof metadataOf>
type Names =
  | ('startConversation' | 'sendMessage' | 'prefill' | 'showMessage' | 'markRead' | 'attach')
  | ('endConversation' | 'rate' | 'requestTranscript' | 'trigger' | 'dismiss' | 'hideNotifications')
  | ('enablePush' | 'disablePush' | 'getPushState' | 'setSound')

/** Asks the hooks of the page, as the composer does; rejects when one cancels. */
async function send(
  own: Own,
  { models, handle }: { models: Models; handle: Handle },
  text: string,
  { files, metadata }: { files: File[]; metadata: Metadata },
): Promise<string> {
  let key: string | undefined
  const attachments = await Promise.all(files.map((file) => models.client.upload(file, handle).done))
  await own.frame.before(
    'message:send',
    { text, conversationId: handle.id.peek(), attachments: files.length },
    (what) => {
      models.chat.beforeSend()
      const more = {
        ...(attachments.length && { attachments }),
        ...(Object.keys(metadata).length && { metadata }),
      }
      key = handle.send('msg.new', { v: 1, type: 'text', text: what.text, ...more })
    },
  )
  if (!key) throw own.fail('canceled', 'a hook of the page held it back')
  return key
}

/** A file as it is, or what stands at an address that this page may read. */
export async function fileOf(own: Own, file: File | string): Promise<File> {
  if (file instanceof File) return file
  const url = checks(own).text('the file', file, 2000)
  const response = await fetch(url).catch(() => null)
  if (!response?.ok) throw own.fail('file_not_readable', `${url} could not be read by this page`)
  return new File([await response.blob()], new URL(url, location.href).pathname.split('/').at(-1) || 'file')
}

async function sendMessage(own: Own, text: string, options: SendOptions = {}): Promise<{ key: string }> {
  const { attachments = [], conversationId, metadata: given = {} } = checks(own).object('options', options)
  if (!attachments.length) checks(own).text('text', text)
  const metadata = metadataOf(own, given)
  if (conversationId !== undefined) await own.frame.widget.api.openConversation(conversationId)
  const at = await onScreen(own)
  const files = await Promise.all(attachments.map((file) => fileOf(own, file)))
  return { key: await send(own, at, text, { files, metadata }) }
}

/** What is said in conversations, and what is shown of them. */
export const talk: Pick<Commands, Names> = {
  sendMessage,
  async startConversation(own, options = {}) {
    const check = checks(own)
    const { message, department, attributes, hidden = false } = check.object('options', options)
    check.bool('hidden', hidden)
    const { api } = own.frame.widget
    if (message !== undefined) check.text('message', message)
    if (department !== undefined) await api.setDepartment(department)
    const { models } = await own.chat()
    models.chat.startNew()
    // Said of the new one: held until it has an id.
    if (attributes !== undefined) await api.setConversation(attributes)
    let first = message
    if (message !== undefined) {
      first = undefined
      await own.frame.before('conversation:start', { message }, (what) => {
        first = what.message
      })
      if (first === undefined) throw own.fail('canceled', 'a hook of the page held it back')
    }
    if (!hidden) await own.frame.setOpen(true)
    return { key: first === undefined ? null : (await sendMessage(own, first)).key }
  },
  async prefill(own, text) {
    checks(own).text('text', text)
    const { models } = await own.chat()
    models.composer.write(text)
  },
  showMessage: async (own, content) => (await import('./show-message.ts')).showMessage(own, content),
  async markRead(own, conversationId) {
    if (conversationId === undefined) return (await onScreen(own)).handle.read()
    const id = checks(own).id('conversationId', conversationId, 'cnv') as `cnv_${string}`
    const { models, kit } = await own.chat()
    const handle = models.client.open(id)
    await new Promise<void>((done) => {
      const end = kit.effect(() => {
        if (handle.state.value !== 'loading') queueMicrotask(() => done(end()))
      })
    })
    handle.read()
    // Marks leave together after a moment; the handle stays until they have.
    setTimeout(() => handle.release(), 2_000)
  },
  async attach(own, file) {
    const one = await fileOf(own, file)
    const { models } = await onScreen(own)
    await models.composer.add([one])
    const [complaint] = models.composer.complaints.peek()
    if (complaint) throw own.fail(complaint.code, `${one.name} cannot be attached`)
  },
  async endConversation(own, conversationId) {
    if (conversationId !== undefined) await own.frame.widget.api.openConversation(conversationId)
    const { handle } = await onScreen(own)
    if (!handle.id.peek()) throw own.fail('conversation_not_found', 'there is no conversation yet')
    handle.send('conv.status', { status: 'closed' })
  },
  async rate(own, score, comment) {
    const check = checks(own)
    if (!Number.isInteger(check.number('score', score, 1, 5))) check.refuse('score', 'a whole number')
    if (comment !== undefined) check.text('comment', comment, 2_000)
    const { handle } = await onScreen(own)
    const conversationId = handle.id.peek()
    if (!conversationId) throw own.fail('conversation_not_found', 'there is no conversation yet')
    handle.send('conv.rate', { score: score as 1 | 2 | 3 | 4 | 5, ...(comment && { comment }) })
    own.emit('rating:submitted', { conversationId, score, comment: comment ?? null })
  },
  async requestTranscript(own, email) {
    if (email !== undefined) throw own.fail('not_available', 'the transcript by e-mail is not part of this version yet')
    const { models, handle } = await onScreen(own)
    const id = handle.id.peek()
    if (!id) throw own.fail('conversation_not_found', 'there is no conversation yet')
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const locale = stateOf(own).locale
    return models.client.call('linkTranscript', { params: { id }, body: { locale, zone } })
  },
  trigger(own, name, data = {}) {
    const attributes = attributesOf(own, data as Attributes)
    tellCampaigns(own, { type: 'js', name: checks(own).text('name', name, 80), attributes })
  },
  dismiss(own, campaignId) {
    if (campaignId !== undefined) checks(own).text('campaignId', campaignId, 40)
    tellCampaigns(own, { type: 'dismiss', id: campaignId })
  },
  hideNotifications(own, hidden) {
    checks(own).bool('hidden', hidden)
    own.hold(({ models }) => {
      models.quiet.value = hidden
    })
  },
  enablePush: async (own) => (await import('./push.ts')).enablePush(own),
  disablePush: async (own) => (await import('./push.ts')).disablePush(own),
  getPushState: async (own) => (await import('./push.ts')).getPushState(own),
  setSound(own, on) {
    checks(own).bool('on', on)
    // What calls back is fetched with the first conversation; the choice waits for it.
    own.hold(({ models, kit }) => {
      const end: () => void = kit.effect(() => {
        if (!models.attention.value) return
        models.attention.value.mute(!on)
        queueMicrotask(() => end())
      })
    })
  },
}
