import { type Client, ClientError } from '@parley/client'
import type { ContactId, ContactProfile, ConversationRow, Visitor } from '@parley/protocol'
import { createModel, effect, signal, untracked } from '@preact/signals'
import { createContactEdits } from './contact-edits.ts'

type Deps = { client: Pick<Client, 'call' | 'connection'>; id: ContactId; onChange(contact: ContactProfile): void }

/** One person: who he is, where he was, what he asked. */
export const ContactPageModel = createModel(({ client, id, onChange }: Deps) => {
  const profile = signal<ContactProfile | null>(null)
  const visitors = signal<readonly Visitor[]>([])
  const conversations = signal<readonly ConversationRow[]>([])
  const state = signal<'loading' | 'ready' | 'failed' | 'gone'>('loading')

  async function load(): Promise<void> {
    try {
      const answer = await client.call('getContact', { params: { id } })
      profile.value = answer.contact
      visitors.value = answer.visitors
      conversations.value = answer.conversations
      state.value = 'ready'
    } catch (error) {
      const isGone = error instanceof ClientError && error.code === 'contact_not_found'
      if (isGone || state.peek() === 'loading') state.value = isGone ? 'gone' : 'failed'
    }
  }
  void load()
  let wasAway = false
  effect(() => {
    const line = client.connection.value
    if (line.phase === 'waiting' || (line.phase === 'connecting' && line.downSince !== null)) wasAway = true
    if (line.phase !== 'online' || !wasAway) return
    wasAway = false
    untracked(() => void load()) // it may be a copy that is shown
  })
  effect(() => {
    if (profile.value) onChange(profile.value)
  })

  return {
    ...{ profile, visitors, conversations, state, load },
    edits: createContactEdits({ client, profile }),
    retry() {
      state.value = 'loading'
      void load()
    },
  }
})
export type ContactPageModel = InstanceType<typeof ContactPageModel>
