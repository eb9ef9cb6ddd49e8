import { type EventBodies, LIMITS } from '@parley/protocol'
import { type Decision, type Refusal, refuse } from './command.ts'
import type { Now, Prepared } from './rule.ts'

/** Put aside until a moment; null takes it back before. What is closed waits for nobody, hence for no time. */
export function snooze({ body }: Prepared, { state, at }: Now): Decision | Refusal {
  const { until } = body as EventBodies['conv.snooze'] // judged by the schema of its kind
  if (state.head.vseq === 0) return refuse('conversation_not_found', 'Nothing was said here yet.')
  if (state.status === 'closed') return refuse('closed', 'Reopen the conversation first.')
  if ((state.snoozedUntil ?? null) === until) return refuse('unchanged', 'It is so already.')
  if (until && Date.parse(until) - at.getTime() > LIMITS.snoozeMs)
    return refuse('invalid_request', 'Nothing is put off for longer than a year.')
  return { kind: 'conv.snooze', body: { until } }
}
