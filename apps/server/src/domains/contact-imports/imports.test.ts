import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified } from '../contacts/testing.ts'
import { createContactImports } from './index.ts'

const COLUMNS = [
  { header: 'Id', target: 'externalId' },
  { header: 'Name', target: 'name' },
  { header: 'Mail', target: 'email' },
  { header: 'Plan', target: 'field:plan' },
  { header: 'Tags', target: 'tags' },
  { header: 'Rest', target: null },
]

/** What `ask` answers once it is so. */
async function eventually<T>(ask: () => Promise<T> | T, isSo: (answer: T) => boolean): Promise<T> {
  const answer = await ask()
  if (isSo(answer)) return answer
  await new Promise((resolve) => setTimeout(resolve, 10))
  return eventually(ask, isSo)
}

describe.each(engines())('imports of contacts on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    const field = { about: 'contact', key: 'plan', type: 'choice', label: 'Plan', choices: ['Free', 'Gold'] }
    await world.call('createCustomField', { ...admin(), body: field })
  })
  afterAll(() => world.stop())

  const admin = () => ({ access: world.renewed(tenant.agents.admin.access), origin: INBOX })
  const on = (id: string) => ({ ...admin(), params: { id } })
  const stateOf = async (id: string) => (await world.call('getContactImport', on(id))).body
  const until = (id: string, wanted: string) =>
    eventually(
      () => {
        world.pass(100)
        return stateOf(id)
      },
      ({ state }) => state === wanted,
    )
  async function begin(rows: string[][], tags: string[] = []) {
    const body = { name: 'people.csv', columns: COLUMNS, tags, total: rows.length }
    const { id } = (await world.call('createContactImport', { ...admin(), body })).body
    for (let part = 0; part * LIMITS.importPart < rows.length; part++) {
      const piece = rows.slice(part * LIMITS.importPart, (part + 1) * LIMITS.importPart)
      await world.call('addImportRows', { ...on(id), body: { part, rows: piece } })
      world.pass(50)
    }
    return id as string
  }
  async function check(id: string) {
    expect((await world.call('checkContactImport', on(id))).status).toBe(200)
    return until(id, 'checked')
  }
  async function run(id: string) {
    expect((await world.call('runContactImport', on(id))).status).toBe(200)
    return until(id, 'done')
  }
  const refusals = async (id: string) => (await world.call('listImportRefusals', on(id))).body.refusals
  const contacts = () => world.store.db.collection('contacts').countDocuments({ workspaceId: tenant.workspaceId })
  const named = async (search: string) =>
    (await world.call('listContacts', { ...admin(), query: { search } })).body.contacts

  it('tells what it would do without doing it, refuses rows with their reason, and does what it told', async () => {
    const rows = [
      ['h1', 'Ada', 'ADA@example.com', 'gold', 'vip; press', 'x'],
      ['', 'Bo', 'bo@example.com', '', '', ''],
      ['', 'Nobody', '', '', '', ''],
      ['', 'Cy', 'no address', '', '', ''],
      ['', 'Di', 'di@example.com', 'Platinum', '', ''],
      ['', 'Bo again', 'bo@example.com'],
    ]
    const id = await begin(rows, ['fair'])
    const before = await contacts()
    const counts = { created: 2, updated: 1, unchanged: 0, refused: 3 }
    expect((await check(id)).counts).toEqual(counts)
    expect(await contacts()).toBe(before)
    expect(await refusals(id)).toEqual([
      { row: 3, reason: 'no_key', column: null, values: rows[2] },
      { row: 4, reason: 'bad_value', column: 'Mail', values: rows[3] },
      { row: 5, reason: 'bad_value', column: 'Plan', values: rows[4] },
    ])
    expect((await run(id)).counts).toEqual(counts)
    expect(await contacts()).toBe(before + 2)
    expect(await named('ada')).toMatchObject([
      { externalId: 'h1', email: 'ada@example.com', fields: { plan: 'Gold' }, tags: ['fair', 'vip', 'press'] },
    ])
    expect(await named('bo@example')).toMatchObject([{ name: 'Bo again', isVerified: false }])
    const again = await begin(rows.slice(0, 5), ['fair'])
    expect((await check(again)).counts).toEqual({ created: 0, updated: 1, unchanged: 1, refused: 3 })
    expect(
      await world.store.db
        .collection('contact_import_parts')
        .countDocuments({ workspaceId: tenant.workspaceId, importId: id as never }),
    ).toBe(0)
  })

  it('takes nobody for somebody else, and leaves what a signed identity told', async () => {
    const host = await aSigner(world, tenant)
    const identity = host.sign('s1', { name: 'Signed', email: 'same@example.com' })
    await identified(world, tenant.site.key, { identity })
    for (const name of ['one', 'two'])
      await world.call('createContact', { ...admin(), body: { name, email: 'twice@example.com' } })
    const id = await begin([
      ['s1', 'Other name', 'same@example.com', 'free'],
      ['s2', 'Another', 'same@example.com'],
      ['', 'Who', 'twice@example.com'],
    ])
    await check(id)
    expect((await run(id)).counts).toEqual({ created: 1, updated: 1, unchanged: 0, refused: 1 })
    expect(await refusals(id)).toMatchObject([{ row: 3, reason: 'ambiguous' }])
    expect(await named('signed')).toMatchObject([{ name: 'Signed', externalId: 's1', fields: { plan: 'Free' } }])
    expect(await named('another')).toMatchObject([{ externalId: 's2', isVerified: false }])
  })

  it('R09 goes on after a process died in the middle, and does nothing twice', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) =>
      n % 50 === 7 ? ['', `Bad ${n}`, 'bad'] : [`r${n}`, `Row ${n}`, `row${n}@example.com`],
    )
    const id = await begin(rows)
    await check(id)
    const before = await contacts()
    let writes = 0
    const { importing } = world.domains.contacts
    const deadly = createContactImports({
      ...{ db: world.store.db, clock: world.deps.clock, log: world.deps.logger, holder: 'dies' },
      fields: world.domains.customFields,
      importing: {
        ...importing,
        async write(workspaceId, part) {
          writes += 1
          // The third part is written by half, and then the process is gone.
          if (writes === 3) await importing.write(workspaceId, part.slice(0, 90))
          if (writes === 3) throw new Error('killed')
          return importing.write(workspaceId, part)
        },
      },
    })
    const imports = world.store.db.collection<{ state: string; at: number }>('contact_imports')
    await imports.updateOne(
      { _id: id as never },
      { $set: { state: 'running', at: 0, counts: { created: 0, updated: 0, unchanged: 0, refused: 0 } } as never },
    )
    deadly.start()
    await eventually(
      () => writes,
      (count) => count === 3,
    )
    await deadly.close()
    expect((await stateOf(id)).at).toBe(400)
    world.pass(2 * LIMITS.leaseMs)
    world.domains.contactImports.start()
    const done = await until(id, 'done')
    expect(done.counts).toEqual({ created: 980, updated: 0, unchanged: 0, refused: 20 })
    expect(await contacts()).toBe(before + 980)
    expect(await refusals(id)).toHaveLength(20)
  })

  it('keeps to its steps, and stops when it is told to', async () => {
    const id = await begin([['a1', 'A', 'a1@example.com']])
    expect((await world.call('runContactImport', on(id))).body.code).toBe('import_busy')
    const wrong = { ...on(id), body: { part: 1, rows: [['x']] } }
    expect((await world.call('addImportRows', wrong)).body.code).toBe('invalid_request')
    const half = (
      await world.call('createContactImport', { ...admin(), body: { name: 'x', columns: COLUMNS, tags: [], total: 2 } })
    ).body.id
    expect((await world.call('checkContactImport', on(half))).body.code).toBe('import_busy')
    expect((await world.call('cancelContactImport', on(half))).body.state).toBe('canceled')
    const columns = [
      { header: 'Mail', target: 'email' },
      { header: 'X', target: 'field:unknown' },
    ]
    const unknown = await world.call('createContactImport', {
      ...admin(),
      body: { name: 'x', columns, tags: [], total: 1 },
    })
    expect(unknown.body).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/columns/1/target' }] })
  })
})
