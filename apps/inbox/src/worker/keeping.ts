import { type Build, cacheOf, decide, isLasting, isOfBuild, outdated, pageOf } from './decisions.ts'
import type { WorkerScope } from './scope.ts'
import { TAKE_OVER } from './take-over.ts'

/** The built inbox is answered from this browser, one build as a whole; the server is asked for everything else. */
export function keepBuild(scope: WorkerScope, build: Build): void {
  const { origin } = scope.location
  scope.addEventListener('install', (event) => event.waitUntil(fetchBuild(scope, build)))
  scope.addEventListener('activate', (event) => event.waitUntil(takeOver(scope, build)))
  scope.addEventListener('message', (event) => {
    if (event.data === TAKE_OVER) event.waitUntil(scope.skipWaiting())
  })
  scope.addEventListener('fetch', (event) => {
    const decision = decide(event.request, build, origin)
    if (decision.from === 'page') event.respondWith(answer(scope, pageOf(build), event.request, build))
    else if (decision.from === 'file') event.respondWith(answer(scope, event.request.url, event.request, build))
  })
}

/** All of it or nothing: a build that is there in part is not installed, and is tried again later. */
async function fetchBuild(scope: WorkerScope, build: Build): Promise<void> {
  // With the headers of now: where only its policy changed, a page that is asked after may come with those of before.
  const page = await scope.fetch(pageOf(build), { cache: 'reload' })
  if (!page.ok || !isOfBuild(await page.clone().text(), build)) throw new Error('the page is of another build')
  const cache = await scope.caches.open(cacheOf(build))
  await Promise.all([...build.files].map((name) => fetchFile(scope, cache, `${build.base}${name}`)))
  await cache.put(pageOf(build), page.redirected ? unled(page) : page)
}

/** Browsers refuse an answer that came by way of another address where a page is opened. */
const unled = ({ body, headers }: Response): Response => new Response(body, { headers })

async function fetchFile({ caches, fetch }: WorkerScope, cache: Cache, url: string): Promise<void> {
  const known = isLasting(url) ? await caches.match(url) : undefined
  const file = known ?? (await fetch(url, isLasting(url) ? {} : { cache: 'no-cache' }))
  if (!file.ok) throw new Error(`${url} is not there`)
  await cache.put(url, file)
}

async function takeOver({ caches, clients }: WorkerScope, build: Build): Promise<void> {
  await Promise.all(outdated(await caches.keys(), build).map((name) => caches.delete(name)))
  await clients.claim()
}

/** Of this build first, then of the one before, which another tab may still show. */
async function answer({ caches, fetch }: WorkerScope, url: string, request: Request, build: Build): Promise<Response> {
  const own = await caches.open(cacheOf(build))
  return (await own.match(url)) ?? (await caches.match(url)) ?? fetch(request)
}
