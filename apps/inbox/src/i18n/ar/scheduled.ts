import type { scheduled as english } from '../en-scheduled.ts'
import type { Translation } from '../texts.ts'

export const scheduled: Translation<typeof english> = {
  'later.list': 'الرسائل المجدولة',
  'later.lead': 'ردودك التي تُرسل لاحقًا. يرسلها الخادم سواء كنت هنا أم لا؛ ولا يراها غيرك قبل ذلك.',
  'later.none': 'لا شيء مجدول.',
  'later.none.what': 'تجد «إرسال لاحقًا» خلف السهم بجانب زر الإرسال.',
  'later.at': 'تُرسل {time}',
  'later.unless': 'ما لم يكتب الزائر قبل ذلك',
  'later.unless.label': 'عدم الإرسال إذا كتب الزائر قبل ذلك',
  'later.unsent': 'لم تُرسل {time}: {why}',
  'later.late': 'كان موعدها {time} وأُرسلت {sent}: كان الخادم متوقفًا',
  'later.why.visitor_wrote': 'كتب الزائر قبل ذلك',
  'later.why.closed': 'المحادثة مغلقة',
  'later.why.merged': 'دُمجت المحادثة في أخرى',
  'later.why.no_access': 'لم يعد بإمكانك الوصول إلى المحادثة',
  'later.why.disabled': 'عُطّل حسابك',
  'later.why.refused': 'رفضها الخادم',
  'later.edit': 'تعديل',
  'later.cancel': 'إعادة إلى مسودة',
  'later.seen': 'فهمت',
  'later.text': 'الرسالة',
  'later.empty': 'اكتب شيئًا.',
  'later.save': 'حفظ',
}
