import type { announcements as english } from '../en-announcements.ts'
import type { Translation } from '../texts.ts'

export const announcements: Translation<typeof english> = {
  'settings.announcements': 'الإعلانات',
  'announcements.lead': 'ما يقوله القائمون على الفريق له. يُعرض على كل شخص مرة واحدة، حتى يقرأه.',
  'announcements.none': 'لا إعلانات بعد.',
  'announcements.text': 'نص الإعلان',
  'announcements.empty': 'اكتب ما تريد إعلانه.',
  'announcements.refused': 'لم يُنشر الإعلان. حاول مجددًا.',
  'announcements.to': 'إلى',
  'announcements.for': 'يُعرض مدة أقصاها',
  'announcements.days': {
    zero: 'بلا أيام',
    one: 'يوم واحد',
    two: 'يومان',
    few: '{count} أيام',
    many: '{count} يومًا',
    other: '{count} يوم',
  },
  'announcements.post': 'نشر',
  'announcements.end': 'إنهاء الآن',
  'announcements.not_ended': 'لم ينتهِ الإعلان',
  'announcements.until': 'حتى {time}',
  'announcements.over': 'انتهى {time}',
  'announcements.unread': 'لم يقرأه أحد بعد.',
  'announcements.reads': {
    zero: 'لم يقرأه أحد',
    one: 'قرأه شخص واحد',
    two: 'قرأه شخصان',
    few: 'قرأه {count} أشخاص',
    many: 'قرأه {count} شخصًا',
    other: 'قرأه {count} شخص',
  },
}
