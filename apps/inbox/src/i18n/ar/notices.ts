import type { notices as english } from '../en-notices.ts'
import type { Translation } from '../texts.ts'

export const notices: Translation<typeof english> = {
  'nav.notices': 'النشاط',
  'nav.notices.count': 'النشاط، غير المقروء: {count}',
  'command.go-notices': 'الانتقال إلى: النشاط',
  'nav.notices.unread': 'غير مقروء',
  'notices.not_changed': 'لم يُحفظ ذلك. حاول مجددًا.',
  'notices.by.mention': 'أشار إليك {name}',
  'notices.by.offline': 'أصبح {name} غير متصل',

  'notice.waiting': 'محادثة جديدة',
  'notice.message': 'رسالة جديدة',
  'notice.assigned': 'أُسندت إليك',
  'notice.mention': 'تمت الإشارة إليك',
  'notice.overdue': 'انتظار طويل جدًا',
  'notice.offline': 'أصبح أحد الوكلاء غير متصل',
  'notice.summary': {
    zero: 'لم يحدث شيء أثناء غيابك',
    one: 'حدث شيء واحد أثناء غيابك',
    two: 'حدث شيئان أثناء غيابك',
    few: 'حدثت {count} أشياء أثناء غيابك',
    many: 'حدث {count} شيئًا أثناء غيابك',
    other: 'حدث {count} شيء أثناء غيابك',
  },
  'notice.unsent': 'رسالة مجدولة لم تُرسل أو تأخرت',
  'notice.taken': 'أُخذت منك محادثة',
  'notices.by.taken': 'أخذها منك {name}',
  'notices.taken.from': 'أخذ منك {name} المحادثة مع {visitor}',
  'notices.taken.open': 'فتحها',
}
