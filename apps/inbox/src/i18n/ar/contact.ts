import type { contact as english } from '../en-contact.ts'
import type { Translation } from '../texts.ts'

export const contact: Translation<typeof english> = {
  'contact.title': 'جهة الاتصال',
  'contact.name': 'الاسم',
  'contact.email': 'البريد الإلكتروني',
  'contact.phone': 'الهاتف',
  'contact.note': 'ملاحظة',
  'contact.tag': 'إضافة وسم إلى هذا الشخص',
  'contact.true': 'نعم',
  'contact.false': 'لا',
  'contact.none': 'لا شيء',
  'contact.empty': 'غير مذكور',
  'contact.edit': 'تعديل {label}: {value}',
  'contact.add': 'إضافة {label}',
  'contact.fixed': 'مصدره الهوية الموقّعة، لذلك لا يُعدَّل هنا',
  'contact.invalid': 'هذه القيمة غير مناسبة. تحقق من طريقة كتابتها.',
  'contact.verified': 'مصدره الهوية الموقّعة. عدّله حيث يوقّعه موقعك.',
  'contact.failed': 'لم يُحفظ. ما كتبته لا يزال هنا.',
  'contact.conflict': 'غيّره شخص آخر في هذه الأثناء: {value}',
  'contact.keep_mine': 'إبقاء قيمتي',
  'contact.take_theirs': 'أخذ القيمة الأخرى',
  'problem.key_taken': 'حقل آخر يحمل هذا المفتاح.',
  'contact.save_as': 'حفظ كجهة اتصال',
  'contact.saved': 'حُفظ كجهة اتصال.',
  'contact.open': 'فتح جهة الاتصال',
}
