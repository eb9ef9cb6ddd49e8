import type { writing as english } from '../en-writing.ts'
import type { Translation } from '../texts.ts'

export const writing: Translation<typeof english> = {
  'canned.insert': 'رد جاهز',
  'canned.list': 'الردود الجاهزة',
  'canned.none': 'لا ردود جاهزة بعد. تُكتب في الإعدادات.',
  'canned.loading': 'جارٍ التحميل',
  'canned.failed': 'تعذّر تحميلها.',
  'problem.shortcut_taken': 'رد آخر يحمل هذه الكلمة. اختر كلمة أخرى.',
  'problem.list_full': 'لا مكان لمزيد. احذف ما لم يعد مستخدمًا.',
  'problem.canned_gone': 'حُذف في هذه الأثناء.',
  'composer.rich': 'أزرار، بطاقة، نموذج',
  'command.macro': 'تشغيل ماكرو',
  'command.bold': 'غامق',
  'command.italic': 'مائل',
  'command.code': 'رمز برمجي',
  'filling.sent': 'سيُرسل هكذا:',
  'filling.missing': {
    zero: 'لا شيء ينقص.',
    one: 'قيمة غير معروفة:',
    two: 'قيمتان غير معروفتين:',
    few: 'قيم غير معروفة:',
    many: 'قيم غير معروفة:',
    other: 'قيم غير معروفة:',
  },
  'filling.write': 'اكتب بدلًا من {name}',
  'filling.allow': 'إرسال كما هو',
  'draft.other': 'كُتبت على جهاز آخر، {time}',
  'draft.other.take': 'استخدامها',
  'draft.other.drop': 'تجاهلها',
}
