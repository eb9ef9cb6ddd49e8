import { type Client, ClientError } from '@parley/client'
import type { ContactId, ContactMerge, ContactProfile, CustomField, EndpointTypes, MergeKey } from '@parley/protocol'
import { batch, computed, createModel, type ReadonlySignal, signal } from '@preact/signals'

type Likely = EndpointTypes['findDuplicates']['response']['likely'][number]
type Deps = {
  client: Pick<Client, 'call'>
  /** Fields that an administrator defined. */
  fields: ReadonlySignal<readonly CustomField[]>
  /** The contact who was left, or was taken in, is another now. */
  onDone(contact: ContactProfile): void
}
export type Side = 'into' | 'from'
export type Choice = { key: MergeKey; label: string | null; into: string; from: string; side: Side; isFixed: boolean }

const PLAIN = ['name', 'email', 'phone', 'company', 'locale', 'note'] as const

export function textOf(contact: ContactProfile, key: MergeKey): string {
  const plain = PLAIN.find((one) => one === key)
  if (plain === 'company') return contact.company?.name ?? contact.company?.id ?? ''
  if (plain) return contact[plain] ?? ''
  return String(contact.fields[key.slice('field:'.length)] ?? '')
}

/** Two contacts beside each other, and what is left of each when they are one. */
export const MergeModel = createModel(({ client, fields, onDone }: Deps) => {
  const pair = signal<{ into: ContactProfile; from: ContactProfile } | null>(null)
  /** What somebody chose; of the rest the first one's counts, unless he has nothing there. */
  const chosen = signal<Readonly<Record<MergeKey, Side>>>({})
  const state = signal<'choosing' | 'busy' | 'changed' | 'failed' | 'identified' | 'full'>('choosing')

  const choices = computed((): Choice[] => {
    const now = pair.value
    if (!now) return []
    const keys: { key: MergeKey; label: string | null }[] = [
      ...PLAIN.map((key) => ({ key, label: null })),
      ...fields.value.map(({ key, label }) => ({ key: `field:${key}`, label })),
    ]
    return keys.flatMap(({ key, label }) => {
      const [into, from] = [textOf(now.into, key), textOf(now.from, key)]
      const isFixed = (now.into.verified as readonly string[]).includes(key)
      const side = isFixed ? 'into' : (chosen.value[key] ?? (into === '' ? 'from' : 'into'))
      return into === from ? [] : [{ key, label, into, from, side, isFixed }]
    })
  })

  function open(into: ContactProfile, from: ContactProfile): void {
    batch(() => {
      // Who proved who he is, is the one who is left.
      pair.value = from.isVerified && !into.isVerified ? { into: from, from: into } : { into, from }
      chosen.value = {}
      state.value = 'choosing'
    })
  }

  /** Both as they are now; what was chosen stays chosen. */
  async function renew(id: ContactId, other: ContactId): Promise<void> {
    const [into, from] = await Promise.all(
      [id, other].map(async (one) => (await client.call('getContact', { params: { id: one } })).contact),
    )
    if (into && from && into.id !== from.id) pair.value = { into, from }
    else if (into) done(into)
  }

  function done(contact: ContactProfile): void {
    pair.value = null
    onDone(contact)
  }

  async function run(): Promise<void> {
    const now = pair.peek()
    if (!now || state.peek() === 'busy') return
    state.value = 'busy'
    const { into, from } = now
    const take = choices.peek().flatMap(({ key, side }) => (side === 'from' ? [key] : []))
    const versions = { into: into.version, from: from.version }
    try {
      done(await client.call('mergeContact', { params: { id: into.id }, body: { from: from.id, versions, take } }))
    } catch (error) {
      const outcome = OUTCOMES[error instanceof ClientError ? error.code : ''] ?? 'failed'
      if (outcome === 'changed') await renew(into.id, from.id).catch(() => null)
      state.value = outcome
    }
  }

  return {
    ...{ pair, choices, state, open },
    choose(key: MergeKey, side: Side) {
      chosen.value = { ...chosen.peek(), [key]: side }
    },
    /** The other one is left. */
    swap() {
      const now = pair.peek()
      if (now && !now.into.isVerified) open(now.from, now.into)
    },
    run: () => void run(),
    close() {
      pair.value = null
    },
  }
})
export type MergeModel = InstanceType<typeof MergeModel>

const OUTCOMES: Readonly<Record<string, 'changed' | 'identified' | 'full'>> = {
  changed_since: 'changed',
  field_verified: 'changed',
  contact_identified: 'identified',
  list_full: 'full',
}

type AlikeDeps = { client: Pick<Client, 'call'>; id: ContactId }

/** Who looks like a contact, and who was merged into him. */
export const AlikeModel = createModel(({ client, id }: AlikeDeps) => {
  const likely = signal<readonly Likely[]>([])
  const merged = signal<readonly ContactMerge[]>([])

  async function load(): Promise<void> {
    // Without an answer nobody is suggested: the page says what is known all the same.
    const answer = await client.call('findDuplicates', { params: { id } }).catch(() => null)
    if (!answer) return
    batch(() => {
      likely.value = answer.likely
      merged.value = answer.merged
    })
  }
  void load()

  return {
    ...{ likely, merged, load },
    /** What stays as somebody made it since; null: it did not go. */
    async undo(from: ContactId) {
      const params = { id, fromId: from }
      try {
        return await client.call('undoMerge', { params })
      } catch {
        return null
      } finally {
        await load()
      }
    },
  }
})
export type AlikeModel = InstanceType<typeof AlikeModel>

type Group = EndpointTypes['listDuplicates']['response']['groups'][number]

/** All who look alike, group by group; pages without any are passed over. */
export const DuplicatesModel = createModel(({ client }: { client: Pick<Client, 'call'> }) => {
  const groups = signal<readonly Group[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const cursor = signal<string | null>(null)
  let walks = 0

  /** One walk at a time: a new one ends the one before. */
  async function load(from: string | null): Promise<void> {
    walks += 1
    await walk(from, walks)
  }

  async function walk(from: string | null, own: number): Promise<void> {
    state.value = 'loading'
    const answer = await client.call('listDuplicates', { query: from ? { cursor: from } : {} }).catch(() => null)
    if (own !== walks) return
    if (!answer) {
      state.value = 'failed'
      return
    }
    batch(() => {
      groups.value = [...(from ? groups.peek() : []), ...answer.groups]
      cursor.value = answer.cursor
      state.value = 'ready'
    })
    if (answer.cursor && answer.groups.length === 0) await walk(answer.cursor, own)
  }
  void load(null)

  return {
    ...{ groups, state, cursor },
    more: () => void load(cursor.peek()),
    retry: () => void load(cursor.peek()),
    reload: () => void load(null),
    stop() {
      walks += 1
    },
  }
})
export type DuplicatesModel = InstanceType<typeof DuplicatesModel>
