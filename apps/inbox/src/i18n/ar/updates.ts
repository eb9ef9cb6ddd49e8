import type { updates as english } from '../en-updates.ts'
import type { Translation } from '../texts.ts'

export const updates: Translation<typeof english> = {
  'update.ready': 'إصدار جديد من صندوق الوارد جاهز. ما تكتبه محفوظ.',
  'update.take': 'تحديث الآن',
  'update.taking': 'جارٍ التحديث',
  'update.later': 'لاحقًا',
  'install_app.title': 'كتطبيق',
  'install_app.what': 'صندوق الوارد في نافذة خاصة وبأيقونة خاصة. ويُفتح من دون اتصال أيضًا.',
  'install_app.do': 'تثبيت صندوق الوارد',
  'install_app.is': 'هذا هو التطبيق المثبّت.',
  'install_app.ios': 'على iPhone وiPad: «مشاركة» ثم «إضافة إلى الشاشة الرئيسية».',
  'install_app.menu': 'إذا كان هذا المتصفح يستطيع تثبيته، تجد ذلك في قائمته.',
}
