import type { MoreTexts } from './en.ts'

export const texts: Partial<MoreTexts> = {
  uploading: 'جارٍ الرفع، {percent} %',
  upload_failed: 'تعذّر إرسال {name}',
  remove: 'إزالة {name}',
  too_large: 'حجم {name} أكبر من {limit}',
  type_not_allowed: 'الملفات مثل {name} غير مسموح بها هنا',
  too_many: '{count} ملفات على الأكثر في المرة الواحدة',
  download: 'تنزيل {name}',
  photo: 'صورة: {name}',
  file: 'ملف',
}
