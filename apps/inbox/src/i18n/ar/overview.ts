import type { overview as english } from '../en-overview.ts'
import type { Translation } from '../texts.ts'

export const overview: Translation<typeof english> = {
  'overview.lead': 'من ينتظر الآن، ومن الحاضر، وما جرى اليوم حتى الآن.',
  'overview.longest': 'الأطول {time}',
  'overview.nobody': 'لا أحد ينتظر',
  'overview.today': 'اليوم',
  'overview.begun': 'بدأت',
  'overview.closed': 'أُغلقت',
  'overview.first': 'أول رد',
  'overview.first.none': 'لا شيء بعد',
  'overview.departments': 'حسب القسم',
  'overview.department': 'القسم',
  'overview.wait': 'أطول انتظار',
  'overview.no_department': 'لست في أي قسم بعد.',
  'overview.team': 'الحاضرون الآن',
  'overview.load': {
    zero: 'لا محادثات',
    one: 'محادثة واحدة',
    two: 'محادثتان',
    few: '{count} محادثات',
    many: '{count} محادثة',
    other: '{count} محادثة',
  },
  'overview.load.of': '{count} من {most} محادثات',
  'overview.full': 'لا مكان متبقٍّ',
  'overview.nobody_here': 'لا أحد هنا.',
  'overview.stale': 'لم تأتِ آخر مطالعة بشيء. هذه الأرقام من {time}.',
}
