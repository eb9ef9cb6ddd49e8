import type { EventBodies, NoteBody } from '@parley/protocol'
import { type Decision, type Refusal, refuse } from './command.ts'
import type { Now, Prepared } from './rule.ts'

/** To another department, out of the hands of whoever has it; refused when that is somebody else than the sender saw. */
export function passOn({ body }: Prepared, { state }: Now): Decision | Refusal {
  const wanted = body as EventBodies['conv.department'] // here and below: judged by the schema of its kind
  if (state.head.vseq === 0) return refuse('conversation_not_found', 'Nothing was said here yet.')
  if (state.status === 'closed') return refuse('closed', 'Reopen the conversation first.')
  if (state.departmentId === wanted.departmentId) return refuse('unchanged', 'It is in this department already.')
  if (state.assigneeId !== wanted.from)
    return refuse('already_assigned', `${state.assigneeName ?? 'Nobody'} has it now.`)
  return { kind: 'conv.department', body: wanted, ...(state.assigneeId !== null && { fx: { assigneeId: null } }) }
}

/** What a note says of the transfer that it goes with. */
export function handOverOf({ kind, body }: Prepared): Pick<NoteBody, 'handOver'> {
  const { handOver } = body as Pick<NoteBody, 'handOver'>
  return kind === 'note.new' && handOver ? { handOver } : {}
}
