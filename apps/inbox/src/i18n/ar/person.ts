import type { person as english } from '../en-person.ts'
import type { Translation } from '../texts.ts'

export const person: Translation<typeof english> = {
  'details.answers': 'الإجابات',
  'details.agreed': 'وافق {time}، النص {version}',
  'person.verified': 'موثّق',
  'person.verified.hint': 'وقّع موقعك هوية هذا الشخص.',
  'person.about': 'ما نعرفه عن هذا الشخص',
  'person.said': 'ذكرته الصفحة، غير موثّق',
  'person.externalId': 'المعرّف لديك',
  'person.phone': 'الهاتف',
  'person.company': 'الشركة',
  'person.yes': 'نعم',
  'person.no': 'لا',
  'person.events': 'حدث مؤخرًا',
  'event.contact': 'أُثبتت الهوية: {who}',
  'details.fields': 'هذه المحادثة',
}
