import type { Caller } from '@parley/protocol'
import type { FastifyContextConfig } from 'fastify'

/** The four areas, each with an origin that may be its own (design.md 8). */
export type Area = 'inbox' | 'visitor' | 'files' | 'api'
export type Areas = {
  /** The origin of an area, without a trailing slash. */
  origin(area: Area): string
  /** The one way to an address that is shown or sent: absolute, never relative across areas. */
  urlFor(area: Area, path: string): string
  /** Whether `host` (name and port) may answer for one of `areas`. Always, while all areas share one origin. */
  isServedOn(host: string, areas: readonly Area[]): boolean
}

/** Agents' pages call their own host, because agent routes send no CORS headers; programs and widgets call the API's. */
export const AREAS_OF_CALLER: Record<Caller, readonly Area[]> = {
  public: ['inbox', 'api'],
  agent: ['inbox', 'api'],
  participant: ['inbox', 'api'],
  site: ['api'],
  visitor: ['api'],
  file: ['files'],
}

export function createAreas(urls: Record<Area, string>): Areas {
  const hosts: Record<Area, string> = {
    inbox: new URL(urls.inbox).host,
    visitor: new URL(urls.visitor).host,
    files: new URL(urls.files).host,
    api: new URL(urls.api).host,
  }
  const isShared = new Set(Object.values(hosts)).size === 1
  return {
    origin: (area) => urls[area],
    urlFor: (area, path) => urls[area] + path,
    isServedOn: (host, areas) => isShared || areas.some((area) => hosts[area] === host.toLowerCase()),
  }
}

/** The `config` of a route outside the registry: the areas whose hosts it answers on. */
export function onAreas(...areas: Area[]): FastifyContextConfig & { areas: readonly Area[] } {
  return { areas }
}
