import { signal } from '@preact/signals-core'
import type { VisitorClient } from '../api.ts'
import { createClientOf } from '../client.ts'
import { asClientError } from '../client-error.ts'
import { connect, rest, transmit } from '../connection/connection.ts'
import type { Role } from '../core.ts'
import { createEnvironment, type Environment } from '../environment.ts'
import { gone } from '../sync/loading.ts'
import type { Line } from './person.ts'
import type { Person } from './person-api.ts'
import { beginOwn, reduceOwn } from './reduce-own.ts'
import { visitorIdentity } from './visitor-identity.ts'
import { VISITOR_ROUTES } from './visitor-routes.ts'

export type VisitorOptions = {
  /** Origin of the server, without a path: `https://chat.example.com`. */
  url: string
  siteKey: string
  /** Whether anything may be kept in the browser now; call `persist()` when it may from then on. */
  mayKeep?: () => boolean
  /** For tests; the page around the client when absent. */
  environment?: Environment
}

const LINE: Line = { connect, rest, transmit, gone, asClientError }

/** What makes a client a visitor's. */
export function visitorRole(siteKey: string): Role {
  return {
    name: siteKey,
    routes: VISITOR_ROUTES,
    begin: beginOwn,
    reduce: reduceOwn,
    identity: (around) => visitorIdentity(siteKey, around),
  }
}

/** A client for the widget: what only agents need is not in it. See {@link createClientOf}. */
export function createVisitorClient({
  url,
  siteKey,
  mayKeep = () => true,
  environment = createEnvironment(),
}: VisitorOptions): VisitorClient {
  const { storage, indexedDB } = environment
  const client = createClientOf(url, visitorRole(siteKey), {
    ...environment,
    storage: () => (mayKeep() ? storage() : undefined),
    indexedDB: () => (mayKeep() ? indexedDB() : undefined),
  })
  const session = signal(0)
  let person: Promise<Person> | null = null
  return {
    ...client,
    session,
    followTyping(create) {
      client.core.typing = create
    },
    person: () =>
      (person ??= import('./person.ts').then(({ createPerson }) => createPerson(client.core, session, LINE))),
    destroy() {
      client.destroy()
      void person?.then(({ end }) => end())
    },
  }
}
