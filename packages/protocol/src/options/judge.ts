/** What judges answers to a form: server, widget and inbox read it alike. Zod-free. */

/** What a field must tell to be judged; `choices` of a consent are the versions of its text. */
export type AskedField = {
  key: string
  type: string
  required: boolean
  choices: readonly { value: string }[]
  when: { key: string; in: readonly string[] } | null
}
export type Given = Readonly<Partial<Record<string, string>>>
export type Fault = 'required' | 'email' | 'phone' | 'number' | 'date' | 'choice' | 'too_long' | 'unknown' | 'not_asked'

/** The visitor's own words, which become the first message: the one key that is no answer. */
export const MESSAGE_KEY = 'message'
/** Characters of one answer. */
export const ANSWER_LENGTH = 500
/** A name of a person, and an address that mail can reach. */
const NAME_LENGTH = 120
const EMAIL_LENGTH = 254

// As `z.email()` judges, so that what a form takes is what a visitor may be.
const EMAIL = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/
const PHONE = /^\+?[\d\s().\-/]{5,40}$/
const DAY = /^\d{4}-\d\d-\d\d$/

export function isEmail(text: string): boolean {
  return text.length <= EMAIL_LENGTH && EMAIL.test(text)
}

export function isPhone(text: string): boolean {
  return PHONE.test(text) && text.replace(/\D/g, '').length >= 5
}

/** The address that was probably meant by one that ends too early; null when it is wrong in another way. */
export function betterEmail(text: string): string | null {
  const better = `${text.replace(/\.+$/, '')}.com`
  return isEmail(better) ? better : null
}

/** The fields that are asked of somebody who gave `answers`: those whose conditions hold, along the whole chain. */
export function askedOf<F extends AskedField>(fields: readonly F[], answers: Given): F[] {
  const asked: F[] = []
  for (const field of fields) {
    const { when } = field
    const holds = !when || (when.in.includes(answers[when.key] ?? '') && asked.some(({ key }) => key === when.key))
    if (holds) asked.push(field)
  }
  return asked
}

const CHECKS: Record<string, (text: string) => boolean> = {
  email: isEmail,
  phone: isPhone,
  number: (text) => Number.isFinite(Number(text)),
  date: (text) => DAY.test(text) && !Number.isNaN(Date.parse(text)),
}
const CHOSEN = /^(select|radio|department|priority|consent)$/

/** What is wrong with one answer; null when nothing is. An empty one is none. */
export function faultOf({ key, type, required, choices }: AskedField, answer = ''): Fault | null {
  const text = answer.trim()
  if (!text) return required ? 'required' : null
  if (text.length > (key === 'name' ? NAME_LENGTH : ANSWER_LENGTH)) return 'too_long'
  const values = type === 'checkbox' ? ['yes'] : CHOSEN.test(type) && choices.map(({ value }) => value)
  if (values) return values.includes(text) ? null : 'choice'
  return CHECKS[type]?.(text) === false ? (type as Fault) : null
}

/** Everything that is wrong with `answers`, what was not asked included; the message is judged by whoever has it. */
export function faultsOf(fields: readonly AskedField[], answers: Given): { key: string; fault: Fault }[] {
  const asked = askedOf(fields, answers).filter(({ key }) => key !== MESSAGE_KEY)
  const wrong = asked.map((field) => ({ key: field.key, fault: faultOf(field, answers[field.key]) }))
  const others = Object.keys(answers).filter((key) => !asked.some((field) => field.key === key))
  const known = (key: string) => fields.some((field) => field.key === key && key !== MESSAGE_KEY)
  return [
    ...wrong.flatMap(({ key, fault }) => (fault ? [{ key, fault }] : [])),
    ...others.map((key) => ({ key, fault: known(key) ? ('not_asked' as const) : ('unknown' as const) })),
  ]
}
