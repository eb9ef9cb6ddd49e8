import { type Client, ClientError } from '@parley/client'
import type { ContactChanges, ContactProfile } from '@parley/protocol'
import type { Signal } from '@preact/signals'

type Deps = { client: Pick<Client, 'call'>; profile: Signal<ContactProfile | null> }
/** How a change ended. With `conflict`, `profile` holds already what somebody else made of the contact. */
export type Saved = 'saved' | 'conflict' | 'invalid' | 'verified' | 'failed'

/** Tries of a change whose fields nobody else touched. */
const TRIES = 5

/** Changes of one contact. What somebody else changed meanwhile is never written over unasked. */
export function createContactEdits({ client, profile }: Deps) {
  async function renew(contact: ContactProfile): Promise<ContactProfile> {
    const answer = await client.call('getContact', { params: { id: contact.id } })
    profile.value = answer.contact
    return answer.contact
  }

  /** Again while only others' fields changed; of the same field its newer value is told. */
  async function attempt(
    contact: ContactProfile,
    makeOf: (contact: ContactProfile) => ContactChanges,
    left: number,
  ): Promise<Saved> {
    const changes = makeOf(contact)
    try {
      const body = { version: contact.version, changes }
      profile.value = await client.call('updateContact', { params: { id: contact.id }, body })
      return 'saved'
    } catch (error) {
      if (codeOf(error) !== 'changed_since') return outcomeOf(error)
    }
    const theirs = await renew(contact)
    if (left === 0 || !isSame(changes, contact, theirs)) return 'conflict'
    return attempt(theirs, makeOf, left - 1)
  }

  async function run(makeOf: (contact: ContactProfile) => ContactChanges): Promise<Saved> {
    const contact = profile.peek()
    return contact ? attempt(contact, makeOf, TRIES).catch(outcomeOf) : 'failed'
  }

  return {
    save: (changes: ContactChanges): Promise<Saved> => run(() => changes),
    /** Tags of others stay. */
    addTag: (tag: string): Promise<Saved> => again(() => run(({ tags }) => ({ tags: [...new Set([...tags, tag])] }))),
    removeTag: (tag: string): Promise<Saved> =>
      again(() => run(({ tags }) => ({ tags: tags.filter((one) => one !== tag) }))),
  }
}
export type ContactEdits = ReturnType<typeof createContactEdits>

/** What is made of the newest state is no conflict: it is made of that. */
async function again(run: () => Promise<Saved>): Promise<Saved> {
  const first = await run()
  return first === 'conflict' ? run() : first
}

const codeOf = (error: unknown) => (error instanceof ClientError ? error.code : 'internal_error')

function outcomeOf(error: unknown): Saved {
  const code = codeOf(error)
  if (code === 'field_verified') return 'verified'
  return code === 'invalid_request' ? 'invalid' : 'failed'
}

/** Whether nobody else touched what `changes` are about. */
function isSame(changes: ContactChanges, before: ContactProfile, after: ContactProfile): boolean {
  const { fields = {}, ...plain } = changes
  const keys = Object.keys(plain) as Exclude<keyof ContactChanges, 'fields'>[]
  return (
    keys.every((key) => JSON.stringify(before[key]) === JSON.stringify(after[key])) &&
    Object.keys(fields).every((key) => before.fields[key] === after.fields[key])
  )
}
