import { type Client, ClientError, type Environment } from '@parley/client'
import type { ContactImport, ContactImportId, CustomField, ImportRefusal } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { createModel, effect, signal } from '@preact/signals'
import { CSV_MARK, csvLine } from '../format/csv.ts'
import { createImportFile, type FileProblem } from './import-file.ts'

type Deps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'setTimeout' | 'clearTimeout'>
  fields: () => readonly CustomField[]
  onDone(): void
}
export type ImportStep = 'choose' | 'map' | 'send' | 'wait' | 'report' | 'done'
export type ImportProblem = FileProblem | 'failed'

const ASKED_EVERY_MS = 1_000
/** Tries of one part, with a pause in between. */
const TRIES = 5
const PAUSE_MS = 2_000

/** A file of contacts on its way: chosen, its columns told, looked through, written. */
export const ImportModel = createModel(({ client, env, fields, onDone }: Deps) => {
  const file = createImportFile(fields)
  const current = signal<ContactImport | null>(null)
  const step = signal<ImportStep>('choose')
  const problem = signal<ImportProblem | null>(null)
  const refusals = signal<readonly ImportRefusal[]>([])
  const life = { isOver: false }
  const follower = createFollower(client, env, life, {
    told(now) {
      current.value = now
    },
    async ended(now) {
      refusals.value = await firstRefusals(client, now.id)
      step.value = now.state === 'checked' ? 'report' : 'done'
      if (now.state === 'done') onDone()
    },
  })
  function follow(now: ContactImport): void {
    current.value = now
    step.value = 'wait'
    follower.begin(now.id)
  }

  effect(() => () => {
    life.isOver = true
    follower.end()
  })

  return {
    ...{ source: file.source, columns: file.columns, parsed: file.parsed },
    ...{ current, step, problem, refusals, read: file.read },
    /** Finds what was left under way, by whomever. */
    async find(): Promise<void> {
      const answer = await client.call('listContactImports', {}).catch(() => null) // then one is begun
      const left = answer?.imports.find(({ state }) => /checking|checked|running/.test(state))
      if (left && step.peek() === 'choose' && !file.source.peek()) follow(left)
    },
    async choose(chosen: File): Promise<void> {
      await file.take(chosen)
      problem.value = file.parsed.peek().length > 1 ? null : 'empty'
      step.value = problem.peek() ? 'choose' : 'map'
    },
    map(...told: Parameters<typeof file.map>) {
      file.map(...told)
      problem.value = null
    },
    async send(): Promise<void> {
      problem.value = file.wrongWith()
      if (problem.peek()) return
      step.value = 'send'
      const told = (now: ContactImport) => {
        current.value = now
      }
      try {
        follow(await sendAll({ client, env, life, file, told }))
      } catch {
        problem.value = 'failed' // told on screen
        step.value = 'map'
      }
    },
    async run(): Promise<void> {
      const id = current.peek()?.id
      const begun = id && (await client.call('runContactImport', { params: { id } }).catch(() => null)) // told below
      if (begun) follow(begun)
      else problem.value = 'failed'
    },
    async cancel(): Promise<void> {
      follower.end()
      const id = current.peek()?.id
      if (id) await client.call('cancelContactImport', { params: { id } }).catch(() => null) // its rows go after 30 days
      current.value = null
      file.source.value = null
      step.value = 'choose'
    },
    report: (reasonOf: (refusal: ImportRefusal) => string, head: readonly string[]) =>
      reportOf(client, current.peek(), { reasonOf, head }),
  }
})
export type ImportModel = InstanceType<typeof ImportModel>

type Sending = Pick<Deps, 'client' | 'env'> & {
  life: { isOver: boolean }
  file: ReturnType<typeof createImportFile>
  told(now: ContactImport): void
}

/** The whole file, part by part, and the word that it may be checked. */
async function sendAll({ client, env, life, file, told }: Sending): Promise<ContactImport> {
  const total = file.parsed.peek().length - 1
  const name = file.source.peek()?.name.slice(0, 200) ?? ''
  const { id } = await client.call('createContactImport', {
    body: { name, columns: [...file.columns.peek()], tags: [], total },
  })
  for (let part = 0; part * LIMITS.importPart < total && !life.isOver; part++) {
    const call = () => client.call('addImportRows', { params: { id }, body: { part, rows: file.partOf(part) } })
    told(await patiently(call, env, TRIES))
  }
  return client.call('checkContactImport', { params: { id } })
}

/** Once more after a pause, unless the server said no for good. */
async function patiently<T>(call: () => Promise<T>, env: Deps['env'], left: number): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const { status } = error instanceof ClientError ? error : { status: 0 }
    if (left === 0 || (status >= 400 && status < 500 && status !== 429)) throw error
    await new Promise<void>((resolve) => env.setTimeout(resolve, PAUSE_MS))
    return patiently(call, env, left - 1)
  }
}

type Told = { told(now: ContactImport): void; ended(now: ContactImport): Promise<void> }

/** Asks how far an import is until it is through. */
function createFollower(client: Deps['client'], env: Deps['env'], life: { isOver: boolean }, { told, ended }: Told) {
  let timer: unknown = null
  async function ask(id: ContactImportId): Promise<void> {
    const now = await client.call('getContactImport', { params: { id } }).catch(() => null) // asked again
    if (life.isOver) return
    if (now) told(now)
    if (now && !/checking|running/.test(now.state)) return ended(now)
    timer = env.setTimeout(() => void ask(id), ASKED_EVERY_MS)
  }
  return {
    begin: (id: ContactImportId) => void ask(id),
    end: () => env.clearTimeout(timer),
  }
}

async function firstRefusals(client: Deps['client'], id: ContactImportId): Promise<readonly ImportRefusal[]> {
  const page = await client.call('listImportRefusals', { params: { id }, query: {} }).catch(() => null) // the counts stand
  return page?.refusals ?? []
}

type Report = { reasonOf(refusal: ImportRefusal): string; head: readonly string[] }

/** All rows that were refused, as a file: why, and what stood there. */
async function reportOf(
  client: Deps['client'],
  now: ContactImport | null,
  { reasonOf, head }: Report,
): Promise<string> {
  if (!now) return ''
  const lines = [csvLine([...head, ...now.columns.map(({ header }) => header)])]
  for (let after: number | null = 0; after !== null; ) {
    const query: { after: string } = { after: String(after) }
    const page: { refusals: ImportRefusal[]; next: number | null } = await client.call('listImportRefusals', {
      params: { id: now.id },
      query,
    })
    for (const one of page.refusals) lines.push(csvLine([String(one.row + 1), reasonOf(one), ...one.values]))
    after = page.next
  }
  return CSV_MARK + lines.join('')
}
