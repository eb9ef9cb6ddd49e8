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
