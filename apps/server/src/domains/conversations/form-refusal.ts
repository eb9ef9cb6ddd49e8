import type { TakenForm } from '@parley/protocol'
import { type Refusal, refuse } from './command.ts'
import type { JudgedForm } from './ports.ts'

/** Why a conversation cannot begin with these answers; null when it can. */
export function formRefusal(form: JudgedForm | null): Refusal | null {
  if (form?.isMissing) return refuse('form_required', 'Answer the form of the site with the first message.')
  if (!form?.errors.length) return null
  return { ...refuse('form_invalid', 'The answers do not fit the form.'), errors: form.errors }
}

/** What the conversation begins with: a consent is a field that tells when, and to which version of the text. */
export function takenAt(taken: TakenForm, at: Date): TakenForm {
  const agreed = taken.consents.map(({ key, version }) => [key, `${at.toISOString()} ${version}`])
  return { ...taken, fields: { ...taken.fields, ...Object.fromEntries(agreed) } }
}
