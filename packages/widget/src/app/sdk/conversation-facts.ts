import { tellCampaigns } from './campaigns.ts'
import { asParleyError } from './context.ts'
import type { ConversationFacts, Own, VisitorFacts } from './own.ts'

function mergedVisitor(before: VisitorFacts = {}, now: VisitorFacts): VisitorFacts {
  const attributes = { ...before.attributes, ...now.attributes }
  return { ...before, ...now, ...(Object.keys(attributes).length && { attributes }) }
}

/** What is said last of an attribute or a tag counts. */
function mergedConversation(before: ConversationFacts = {}, now: ConversationFacts): ConversationFacts {
  const { add, remove } = now.tags ?? { add: [], remove: [] }
  const without = (tags: string[] = [], others: string[]) => tags.filter((tag) => !others.includes(tag))
  const tags = {
    add: [...new Set([...without(before.tags?.add, remove), ...add])],
    remove: [...new Set([...without(before.tags?.remove, add), ...remove])],
  }
  const fields = { ...before.fields, ...now.fields }
  return {
    ...{ ...before, ...now },
    ...(Object.keys(fields).length && { fields }),
    ...(tags.add.length + tags.remove.length && { tags }),
  }
}

/** Tells what is held, as far as there is somebody to tell it of: who only looks is not made a visitor by it (N86). */
async function flush({ peek, held, emit }: Own): Promise<void> {
  const models = peek()?.models
  if (!models || !(held.visitor || held.conversation) || !(await models.client.isReturning())) return
  const person = await models.client.person()
  const { visitor, conversation } = held
  const id = models.chat.handle.peek()?.id.peek()
  if (visitor) held.visitor = undefined
  if (conversation && id) held.conversation = undefined
  await Promise.all([
    visitor && person.describe(visitor).then(() => emit('visitor:updated', visitor)),
    conversation && id && person.describeConversation(id, conversation),
  ])
}

/** Tells what is held as soon as there is a conversation, or somebody proved who he is. */
function watch(own: Own): void {
  if (own.held.isWatching) return
  own.held.isWatching = true
  own.hold(({ models: { chat, client }, kit }) => {
    const end = kit.effect(() => {
      void [chat.handle.value?.id.value, client.session.value]
      // The page was told long ago that it is held: what is wrong with it now it learns by the event.
      const refuse = (error: unknown) => own.emit('error', asParleyError(error, '', own.fail))
      queueMicrotask(() => void flush(own).catch(refuse))
    })
    own.frame.widget.signal.addEventListener('abort', () => end(), { once: true })
  })
}

/** Resolves once it is told, or held until there is a visitor. */
export async function tellVisitor(own: Own, facts: VisitorFacts): Promise<void> {
  own.held.visitor = mergedVisitor(own.held.visitor, facts)
  if (facts.attributes) tellCampaigns(own, { type: 'attributes', attributes: facts.attributes })
  await tellOrHold(own)
}

/** Resolves once it is told, or held until the conversation on screen has an id. */
export async function tellConversation(own: Own, facts: ConversationFacts): Promise<void> {
  own.held.conversation = mergedConversation(own.held.conversation, facts)
  await tellOrHold(own)
}

async function tellOrHold(own: Own): Promise<void> {
  const told = flush(own)
  watch(own)
  await told
}
