import type { personFiles as english } from '../en-person-files.ts'
import type { Translation } from '../texts.ts'

export const personFiles: Translation<typeof english> = {
  'pfiles.section': 'الملفات',
  'pfiles.all': 'كل الملفات',
  'pfiles.title': 'ملفات {name}',
  'pfiles.none': 'لا توجد ملفات بعد.',
  'pfiles.more': 'ملفات أقدم',
  'pfiles.show': 'إظهار {name} في محادثته',
  'pfiles.loading': 'جارٍ تحميل الملفات',
  'pfiles.failed': 'لم تصل الملفات.',
  'pfiles.note': 'مع ملاحظة',
}
