import { Readable } from 'node:stream'
import { ENDPOINTS, type WorkspaceId } from '@parley/protocol'
import type { FastifyReply } from 'fastify'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { zipOf } from '../../lib/zip.ts'
import { erasureFor } from './access.ts'
import { type ErasureActions, toWire } from './actions.ts'
import type { createArchive } from './archive.ts'
import type { createArchiveLinks, Meant } from './links.ts'
import type { Persons } from './person.ts'
import type { ErasureStore } from './store.ts'

type InTurn = <T>(workspaceId: WorkspaceId, work: () => Promise<T>) => Promise<T>
type Deps = {
  actions: ErasureActions
  store: ErasureStore
  persons: Persons
  links: ReturnType<typeof createArchiveLinks>
  archive: ReturnType<typeof createArchive>
  inTurn: InTurn
  /** Apart from the rest: whoever fetches slowly keeps nobody from counting and erasing. */
  fetchedInTurn: InTurn
  clock: Clock
  log: Logger
}

export function addPeopleRoutes(scopes: Scopes, deps: Deps): void {
  const { actions, store, persons, links, inTurn } = deps
  handle(scopes, ENDPOINTS.countPerson, ({ principal: { workspaceId }, query }) =>
    inTurn(workspaceId, async () => persons.countsOf(await persons.whoIs(workspaceId, query))),
  )
  handle(scopes, ENDPOINTS.createErasure, async ({ principal, body }) =>
    toWire(await inTurn(principal.workspaceId, () => actions.create(principal, body))),
  )
  handle(scopes, ENDPOINTS.listErasures, async ({ principal }) => ({
    erasures: (await store.list(principal.workspaceId)).map(toWire),
  }))
  handle(scopes, ENDPOINTS.getErasure, async ({ principal, params }) =>
    toWire(await erasureFor(store, principal, params.id)),
  )
  handle(scopes, ENDPOINTS.linkPersonExport, async ({ principal, body: { notes = false, ...subject } }) => {
    const { workspaceId, agentId: by } = principal
    await persons.whoIs(workspaceId, subject)
    return links.linkTo({ workspaceId, by, ...subject, notes })
  })
  handle(scopes, ENDPOINTS.downloadPersonExport, ({ params, reply }) => send(reply, deps, links.read(params.token)))
}

/** Whoever fetches one holds his place in turn until its end. */
async function send(reply: FastifyReply, { persons, archive, fetchedInTurn, clock, log }: Deps, meant: Meant) {
  const { workspaceId, by, notes } = meant
  const person = await persons.whoIs(workspaceId, meant)
  const now = clock.now()
  reply.header('content-disposition', `attachment; filename="person-${now.toISOString().slice(0, 10)}.zip"`)
  reply.header('x-robots-tag', 'noindex').header('cache-control', 'no-store').type('application/zip')
  return fetchedInTurn(workspaceId, async () => {
    const stream = Readable.from(zipOf(archive(person, notes), now), { objectMode: false })
    const ended = new Promise((done) => stream.once('close', done))
    log.info(
      { workspaceId, by, contactIds: person.contactIds, visitorIds: person.visitorIds, notes },
      'person exported',
    )
    void reply.send(stream)
    await ended
    return reply
  })
}
