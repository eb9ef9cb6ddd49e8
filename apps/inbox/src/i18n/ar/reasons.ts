import type { reasons as english } from '../en-reasons.ts'
import type { Translation } from '../texts.ts'

export const reasons: Translation<typeof english> = {
  'settings.reasons': 'الأسباب',
  'reasons.lead': 'لماذا تُغلق المحادثات. لا يرى ذلك إلا الوكلاء، ويصفّون بحسبه.',
  'reasons.when': 'السؤال عند الإغلاق',
  'reasons.when.never': 'أبدًا',
  'reasons.when.offered': 'عرض الأسباب',
  'reasons.when.required': 'اشتراط سبب',
  'reasons.name': 'السبب {number}',
  'reasons.add': 'إضافة سبب',
  'reasons.empty': 'لا أسباب بعد.',
  'reasons.up': 'نقل {name} إلى الأعلى',
  'reasons.remove': 'إزالة {name}',
  'reasons.save': 'حفظ الأسباب',
  'reasons.saving': 'جارٍ الحفظ',
  'reasons.saved': 'حُفظت الأسباب.',
  'reasons.reload': 'إظهار الموجود الآن',
  'reasons.twice': 'سببان لهما الاسم نفسه.',
  'reasons.needs_one': 'أضف سببًا أولًا: من دونه لن يستطيع أحد إغلاق شيء.',
  'reasons.ask': 'لماذا تغلقها؟',
  'reasons.none_given': 'من دون سبب',
  'filter.reason': 'أُغلقت بسبب',
  'macros.does.closed_for': 'إغلاق: {reason}',
}
