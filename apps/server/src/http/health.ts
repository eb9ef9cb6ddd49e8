import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Store } from '@parley/database'
import { LIMITS } from '@parley/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors/app-error.ts'
import { systemClock } from '../lib/clock.ts'

/** A probe's answer is good for this long, so that probes cost the store nothing, in milliseconds. */
const PROBE_MS = 1_000

type Deps = {
  store: Store
  isDraining(): boolean
  /** What works less well than it should, though well enough to serve (SYNC-76). */
  degraded(): string[]
  /** Further lines of `/metrics`: name → value. */
  gauges(): Record<string, number>
}

/** `/livez` says that the process turns, `/readyz` that it can serve (O01, O02), `/metrics` counts, for loopback alone. */
export function addHealth(app: FastifyInstance, deps: Deps): void {
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  app.addHook('onClose', async () => loop.disable())
  const probe = createProbe(deps.store)
  const answered = new Map<string, number>()
  app.addHook('onResponse', async (_request, reply) => {
    const kind = `${Math.floor(reply.statusCode / 100)}xx`
    answered.set(kind, (answered.get(kind) ?? 0) + 1)
  })

  app.get('/livez', async () => ({ ok: true }))

  app.get('/readyz', async (_request, reply) => {
    const why = deps.isDraining() ? 'draining' : await probe()
    return reply.code(why ? 503 : 200).send(why ? { ok: false, why } : { ok: true, degraded: deps.degraded() })
  })

  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) throw new AppError('not_found', 'Nothing is at this address.')
    const { rss, heapUsed } = process.memoryUsage()
    const gauges = {
      process_resident_memory_bytes: rss,
      process_heap_bytes: heapUsed,
      process_uptime_seconds: Math.round(process.uptime()),
      parley_event_loop_delay_p99_seconds: loop.percentile(99) / 1e9,
      ...deps.gauges(),
    }
    loop.reset()
    const lines = Object.entries(gauges).map(([name, value]) => `${name} ${value}`)
    for (const [kind, count] of answered) lines.push(`parley_http_responses_total{status="${kind}"} ${count}`)
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`)
  })
}

/** Writes to the store and compares clocks; tells what is wrong, or null. */
function createProbe(store: Store): () => Promise<string | null> {
  const probes = store.db.collection<{ _id: string; at: Date }>('probes')
  let last: { at: number; answer: Promise<string | null> } | null = null

  async function look(): Promise<string | null> {
    try {
      const at = systemClock.now()
      await probes.updateOne({ _id: 'ready' }, { $set: { at } }, { upsert: true })
      const offsetMs = Math.abs((await store.now()).getTime() - systemClock.now().getTime())
      return offsetMs > LIMITS.clockOffsetMs ? 'clock' : null
    } catch {
      return 'store' // the store's own log says why
    }
  }

  return () => {
    const now = performance.now()
    if (!last || now - last.at > PROBE_MS) last = { at: now, answer: inTime(look()) }
    return last.answer
  }
}

/** The store must answer within a second (O02). */
async function inTime(answer: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('store'), 1_000)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** From this machine and not through a proxy on it. */
function isLocal(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  return /^(127\.|::1$|::ffff:127\.)/.test(address) && request.headers['x-forwarded-for'] === undefined
}
