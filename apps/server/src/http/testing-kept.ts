import type { AttachmentId, CannedResponseId, ConversationId, DepartmentId, MacroId, RouteName } from '@parley/protocol'
import { newCmid } from '../lib/new-id.ts'
import type { AgentPrincipal } from '../lib/principal.ts'
import { aFile, type Input, type Tenant, type World } from '../testing.ts'
import type { Fixture } from './testing-fixture.ts'

export const asOwner = ({ workspaceId, agents }: Pick<Tenant, 'workspaceId' | 'agents'>): AgentPrincipal => ({
  ...{ type: 'agent', workspaceId, agentId: agents.owner._id, sessionId: 'ses_0', role: 'owner' },
  ...{ departmentIds: [], name: 'owner' },
})
const ALL = { type: 'workspace' } as const

let words = 0
/** Each has a word of its own. */
const aCanned = <S extends object>(scope: S) => ({
  ...{ scope, shortcut: `hello-${++words}`, title: 'A welcome', category: 'Welcome' },
  text: { en: 'Hello {{visitor.first_name|there}}', de: 'Hallo' },
})

type MacroParts = Pick<Fixture, 'cannedId' | 'agents' | 'departmentId'>
/** With something of every kind in it. */
const aMacro = <S extends object>(scope: S, { cannedId, agents, departmentId }: MacroParts) => ({
  ...{ scope, name: 'Refund' },
  actions: [
    { type: 'note' as const, text: 'refunded' },
    { type: 'send' as const, cannedResponseId: cannedId },
    { type: 'assign' as const, to: agents.agent._id },
    { type: 'pass' as const, departmentId: departmentId as DepartmentId },
    { type: 'tag' as const, add: ['refund'], remove: [] },
    { type: 'priority' as const, priority: 'high' as const },
    { type: 'status' as const, status: 'closed' as const },
    { type: 'snooze' as const, hours: 2 },
    { type: 'insert' as const, text: 'Hello' },
  ],
})

/** One of each, of everybody's. */
export async function someKept({ domains }: World, tenant: Tenant) {
  const by = asOwner(tenant)
  const departmentId = await domains.departments.defaultOf(tenant.workspaceId)
  const { _id: cannedId } = await domains.cannedResponses.create(by, aCanned(ALL))
  const { _id: macroId } = await domains.macros.create(by, aMacro(ALL, { ...tenant, cannedId, departmentId }))
  return { cannedId, macroId }
}

async function cannedResponse(own: Fixture, { domains }: World): Promise<CannedResponseId> {
  const { cannedResponses } = domains
  // Those of earlier calls make room.
  for (const { _id } of (await cannedResponses.list(asOwner(own))).found)
    if (_id !== own.cannedId) await cannedResponses.remove(asOwner(own), _id)
  return (await cannedResponses.create(asOwner(own), aCanned(ALL)))._id
}

/** An upload of whoever makes the good calls. */
async function anUpload({ agents, conversation }: Fixture, world: World): Promise<AttachmentId> {
  const query = { conversationId: conversation.id }
  const access = world.renewed(agents.owner.access)
  return (await world.call('uploadAttachment', { access, query, ...aFile() })).body.id
}

async function cannedWithFile(own: Fixture, world: World): Promise<Input> {
  const id = await cannedResponse(own, world)
  const files = [await anUpload(own, world)]
  await world.domains.cannedResponses.update(asOwner(own), id, { files })
  return { params: { id }, body: { conversationId: own.conversation.id, ids: files } }
}

async function macroOf(own: Fixture, { domains: { macros } }: World): Promise<MacroId> {
  for (const { _id } of (await macros.list(asOwner(own))).found)
    if (_id !== own.macroId) await macros.remove(asOwner(own), _id)
  return (await macros.create(asOwner(own), aMacro(ALL, own)))._id
}

/** The good calls of canned responses and macros. */
export const KEPT_CALLS = {
  listCannedResponses: () => ({}),
  createCannedResponse: async (own, world) => ({
    body: {
      ...aCanned({ type: 'department', departmentId: own.departmentId }),
      files: [await anUpload(own, world)],
    },
  }),
  updateCannedResponse: async (own, world) => ({
    params: { id: await cannedResponse(own, world) },
    body: { ...aCanned({ type: 'workspace' }), files: [await anUpload(own, world)] },
  }),
  attachCannedFiles: cannedWithFile,
  deleteCannedResponse: async (own, world) => ({ params: { id: await cannedResponse(own, world) } }),
  restoreCannedResponse: async (own, world) => {
    const id = await cannedResponse(own, world)
    await world.domains.cannedResponses.remove(asOwner(own), id)
    return { params: { id } }
  },
  countCannedResponse: async (own, world) => ({ params: { id: await cannedResponse(own, world) } }),

  listDrafts: ({ conversation }) => ({ query: { conversationId: conversation.id } }),
  saveDraft: ({ conversation: { id: conversationId } }) => ({
    body: { conversationId, kind: 'reply', text: 'Half an answer', files: [], known: 0, agoMs: 1_000 },
  }),

  listScheduled: () => ({}),
  createScheduled: ({ conversation }, world) => ({ body: aScheduled(conversation, world) }),
  updateScheduled: async (own, world) => ({
    params: { id: await scheduledOf(own, world) },
    body: { text: 'Tomorrow', known: 1, unlessAnswered: false },
  }),
  sendScheduled: async (own, world) => ({ params: { id: await scheduledOf(own, world) } }),
  deleteScheduled: async (own, world) => ({ params: { id: await scheduledOf(own, world) } }),

  previewLink: () => ({ body: { url: 'https://shop.example/tea' } }),
  listMacros: () => ({}),
  createMacro: (own) => ({ body: aMacro({ type: 'department', departmentId: own.departmentId }, own) }),
  updateMacro: async (own, world) => ({ params: { id: await macroOf(own, world) }, body: aMacro(ALL, own) }),
  deleteMacro: async (own, world) => ({ params: { id: await macroOf(own, world) } }),
  restoreMacro: async (own, world) => {
    const id = await macroOf(own, world)
    await world.domains.macros.remove(asOwner(own), id)
    return { params: { id } }
  },
  countMacro: async (own, world) => ({ params: { id: await macroOf(own, world) } }),
} satisfies Partial<Record<RouteName, (own: Fixture, world: World) => Input | Promise<Input>>>

const DAY_MS = 24 * 60 * 60_000

function aScheduled({ id }: Pick<Fixture['conversation'], 'id'>, { deps }: World) {
  const now = deps.clock.now()
  return {
    ...{ conversationId: id as ConversationId, cmid: newCmid(now), text: 'Good morning', files: [] },
    ...{ dueAt: new Date(now.getTime() + DAY_MS).toISOString(), unlessAnswered: true },
  }
}

/** One of whoever makes the good calls. */
export async function scheduledOf(own: Pick<Fixture, 'conversation' | 'workspaceId' | 'agents'>, world: World) {
  const { scheduled } = world.domains
  for (const { _id } of await scheduled.list(asOwner(own))) await scheduled.remove(asOwner(own), _id)
  return (await scheduled.create(asOwner(own), aScheduled(own.conversation, world)))._id
}
