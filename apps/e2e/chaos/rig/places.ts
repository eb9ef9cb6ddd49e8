import path from 'node:path'
import { findMongod, HELP } from '../../../../scripts/mongo-binary.mjs'
import { startMongo } from '../../../../scripts/mongo-server.mjs'
import type { StoreKind } from './cluster.ts'
import type { Scenario, Transport } from './stage.ts'

export type Run = { scenario: Scenario; store: StoreKind; transport: Transport }

/** Each scenario on each of its stores and transports, unless one was asked for. */
export function configurations(
  scenarios: readonly Scenario[],
  { store, transport, short = false }: { store?: string; transport?: string; short?: boolean },
): Run[] {
  const isShort = ({ scenario: { shortOn }, store, transport }: Run) =>
    !shortOn || shortOn.includes(`${store} ${transport}`)
  const all = scenarios
    .flatMap((scenario) =>
      scenario.stores.flatMap((on) => scenario.transports.map((over) => ({ scenario, store: on, transport: over }))),
    )
    .filter((run) => !short || isShort(run))
  return all.filter((run) => (store ?? run.store) === run.store && (transport ?? run.transport) === run.transport)
}

const tools = path.resolve(import.meta.dirname, '../../../../.tools/mongo')

/** A true mongod where a run needs one; ended by its process id. */
export async function openPlaces(needsMongodb: boolean) {
  if (!needsMongodb) return { mongodbUri: null, mongodBinary: null, close: async () => undefined }
  const mongodBinary = findMongod(tools)
  if (!mongodBinary) throw new Error(HELP)
  // One folder for all runs: the next sweeps away what a killed one has left.
  const server = await startMongo(mongodBinary, path.join(tools, 'chaos'))
  return { mongodbUri: server.uri as string, mongodBinary, close: (): Promise<void> => server.stop() }
}
