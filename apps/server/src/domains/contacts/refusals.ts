import { AppError } from '../../errors/app-error.ts'
import type { ContactRecord } from './model.ts'
import { toProfile } from './profile.ts'

/** With the contact as he is. */
export function changedSince(record: ContactRecord): AppError {
  const contact = toProfile(record)
  return new AppError('changed_since', 'Somebody else changed this contact: see `contact`.', { contact })
}
