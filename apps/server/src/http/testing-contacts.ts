import type { RouteName } from '@parley/protocol'
import { INBOX, type Input, type Tenant, type World } from '../testing.ts'

/** A contact, and a field that is known of contacts. */
export async function somePeople(world: World, { agents }: Tenant, name: string) {
  const from = { access: agents.owner.access, origin: INBOX }
  const contact = await world.call('createContact', { ...from, body: { name: `contact of ${name}` } })
  const field = { about: 'contact', key: 'plan', type: 'text', label: `plan of ${name}` }
  const { body } = await world.call('createCustomField', { ...from, body: field })
  const gone = await world.call('createContact', { ...from, body: { name: 'gone' } })
  const erasure = await world.call('createErasure', { ...from, body: { contactId: gone.body.id } })
  const importId = await anImport({ agents }, world)
  await world.domains.people.wake()
  const reasons = { ask: 'offered', reasons: [{ name: `reason of ${name}` }], version: 0 }
  const [reason] = (await world.call('setCloseReasons', { ...from, body: reasons })).body.reasons
  return {
    contactId: contact.body.id,
    customFieldId: body.id,
    reasonId: reason.id,
    importId,
    erasureId: erasure.body.id,
  }
}

/** What an agent may say of a contact. */
const SAID = {
  ...{ name: 'Vera', email: 'vera@example.com', phone: '+49 30 1234567', company: 'Acme', locale: 'de' },
  ...{ note: 'pays late', tags: ['vip'], fields: { plan: 'gold' } },
}

const IMPORT = {
  name: 'people.csv',
  columns: [
    { header: 'Name', target: 'name' },
    { header: 'Mail', target: 'email' },
  ],
  tags: ['fair'],
  total: 1,
}

/** An import, with its row if it is to have it. */
async function anImport({ agents }: Pick<Tenant, 'agents'>, world: World, isFull = false): Promise<string> {
  const from = { access: world.renewed(agents.owner.access), origin: INBOX }
  const { body } = await world.call('createContactImport', { ...from, body: IMPORT })
  const rows = { part: 0, rows: [['Vera', 'vera@example.com']] }
  if (isFull) await world.call('addImportRows', { ...from, params: { id: body.id }, body: rows })
  return body.id
}

type Own = Tenant & { contactId: string; customFieldId: string; reasonId: string; erasureId: string }

/** Somebody who may be merged into a contact that is there for it. */
async function aTwin({ agents }: Pick<Tenant, 'agents'>, world: World) {
  const by = { access: world.renewed(agents.owner.access), origin: INBOX }
  const make = async () => (await world.call('createContact', { ...by, body: SAID })).body
  const [into, from] = [await make(), await make()]
  return { contactId: into.id, from: from.id, versions: { into: into.version, from: from.version } }
}
const NOBODY = `con_${'z'.repeat(20)}`

/** The good calls about contacts: see `GOOD_CALLS`. */
export const CONTACT_CALLS = {
  listContacts: () => ({
    query: {
      ...{ search: 'vera', tag: 'vip', field: 'plan', value: 'gold', sort: 'name', limit: '10' },
      ...{ seenAfter: '2026-01-01T00:00:00.000Z', seenBefore: '2036-01-01T00:00:00.000Z' },
      ...{ hasConversation: 'true', verified: 'false' },
    },
  }),
  createContact: async ({ site }, world) => ({
    body: { ...SAID, visitorId: (await world.addVisitor(site)).id },
  }),
  getContact: ({ contactId }) => ({ params: { id: contactId } }),
  updateContact: async (own, world) => {
    const from = { access: world.renewed(own.agents.owner.access), origin: INBOX }
    const { body } = await world.call('getContact', { ...from, params: { id: own.contactId } })
    return { params: { id: own.contactId }, body: { version: body.contact.version, changes: SAID } }
  },
  linkVisitor: async ({ contactId, site }, world) => ({
    params: { id: contactId },
    body: { visitorId: (await world.addVisitor(site)).id },
  }),
  unlinkVisitor: async ({ contactId: id, site, agents }, world) => {
    const { id: visitorId } = await world.addVisitor(site)
    const from = { access: world.renewed(agents.owner.access), origin: INBOX }
    await world.call('linkVisitor', { ...from, params: { id }, body: { visitorId } })
    return { params: { id, visitorId } }
  },

  listDuplicates: () => ({
    query: { cursor: Buffer.from(JSON.stringify(['created', '', NOBODY])).toString('base64url') },
  }),
  findDuplicates: ({ contactId }) => ({ params: { id: contactId } }),
  mergeContact: async (own, world) => {
    const { contactId, from, versions } = await aTwin(own, world)
    return { params: { id: contactId }, body: { from, versions, take: ['name', 'field:plan'] } }
  },
  undoMerge: async (own, world) => {
    const { contactId: id, from, versions } = await aTwin(own, world)
    const by = { access: world.renewed(own.agents.owner.access), origin: INBOX }
    await world.call('mergeContact', { ...by, params: { id }, body: { from, versions, take: ['email'] } })
    return { params: { id, fromId: from } }
  },

  listPersonFiles: ({ contactId }) => ({ query: { contactId, limit: '10' } }),
  countPerson: ({ contactId }) => ({ query: { contactId } }),
  linkPersonExport: ({ contactId }) => ({ body: { contactId, notes: true } }),
  listErasures: () => ({}),
  createErasure: async (own, world) => ({ body: { contactId: (await aTwin(own, world)).from } }),
  getErasure: ({ erasureId }) => ({ params: { id: erasureId } }),

  listContactImports: () => ({}),
  createContactImport: () => ({ body: IMPORT }),
  addImportRows: async (own, world) => ({
    params: { id: await anImport(own, world) },
    body: { part: 0, rows: [['Vera', 'vera@example.com']] },
  }),
  checkContactImport: async (own, world) => ({ params: { id: await anImport(own, world, true) } }),
  runContactImport: async (own, world) => {
    const params = { id: await anImport(own, world, true) }
    const from = { access: world.renewed(own.agents.owner.access), origin: INBOX }
    await world.call('checkContactImport', { ...from, params })
    for (let state = ''; state !== 'checked'; ) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      state = (await world.call('getContactImport', { ...from, params })).body.state
    }
    return { params }
  },
  cancelContactImport: async (own, world) => ({ params: { id: await anImport(own, world) } }),
  getContactImport: async (own, world) => ({ params: { id: await anImport(own, world) } }),
  listImportRefusals: async (own, world) => ({ params: { id: await anImport(own, world) }, query: { after: '0' } }),

  getCloseReasons: () => ({}),
  setCloseReasons: async ({ reasonId: id, agents }, world) => {
    const from = { access: world.renewed(agents.owner.access), origin: INBOX }
    const { version } = (await world.call('getCloseReasons', from)).body
    return { body: { ask: 'offered', reasons: [{ id, name: 'Solved' }], version } }
  },

  listCustomFields: () => ({}),
  createCustomField: () => ({
    body: {
      ...{ about: 'conversation', key: `f${Math.random().toString(36).slice(2, 12)}`, type: 'choice', label: 'Size' },
      choices: ['S', 'L'],
    },
  }),
  updateCustomField: ({ customFieldId }) => ({
    params: { id: customFieldId },
    body: { label: 'Plan', position: 1, archived: false },
  }),
} satisfies Partial<Record<RouteName, (own: Own, world: World) => Input | Promise<Input>>>
