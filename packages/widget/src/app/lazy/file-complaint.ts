import type { ChatOptions } from '@parley/protocol'
import { endingOf, isProgram, kindOf } from '@parley/protocol/files'
import type { Complaint } from '../models/composer-model.ts'

type Policy = ChatOptions['files']

/**
 * Why `file` is not even sent, with `others` in the message already. Only what is certain: browsers go by the name, the
 * server by the content, and what the name leaves open is the server's to judge.
 */
export function complaintOf(
  { name, size, type }: Pick<File, 'name' | 'size' | 'type'>,
  policy: Policy | undefined,
  others: number,
): Complaint | null {
  const is = (code: Complaint['code']): Complaint => ({ code, name })
  if (policy && !policy.on) return is('feature_off')
  if (isProgram(name) || (policy && isOther(policy, name, type))) return is('type_not_allowed')
  if (size === 0) return is('file_empty')
  if (policy && size > policy.maxBytes) return is('too_large')
  return policy && others >= policy.atOnce ? is('too_many_files') : null
}

/** Whether name and type both say that it is of a kind which is not taken. */
function isOther({ kinds, endings }: Policy, name: string, type: string): boolean {
  const kind = kindOf(type)
  return kind !== 'other' && !kinds.includes(kind) && !endings.includes(endingOf(name))
}
