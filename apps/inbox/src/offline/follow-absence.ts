import type { Client } from '@parley/client'
import type { RouteName } from '@parley/protocol'
import { effect, type ReadonlySignal, untracked } from '@preact/signals'
import type { AgentCopies } from './copies.ts'

/** Whatever reads an answer once and shows it for long. */
type Reader = { state?: ReadonlySignal<string>; again(): void }
export type Readers = Partial<Record<RouteName, Reader>>

/**
 * Once the line is back, what came from a copy is read again, and so is what could not be read at all. Conversations and
 * lists need it not: they are resumed from where their copy stood.
 */
export function followAbsence(client: Pick<Client, 'connection'>, copies: AgentCopies, readers: Readers): () => void {
  return effect(() => {
    if (client.connection.value.phase !== 'online') return
    untracked(() => {
      const given = copies.given()
      for (const [name, { state, again }] of Object.entries(readers))
        if (given.includes(name as RouteName) || state?.peek() === 'failed') again()
      copies.fresh()
    })
  })
}
