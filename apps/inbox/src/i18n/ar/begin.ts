import type { begin as english } from '../en-begin.ts'
import type { Translation } from '../texts.ts'

export const begin: Translation<typeof english> = {
  'begin.new': 'محادثة جديدة',
  'begin.start': 'بدء محادثة',
  'begin.title': 'محادثة جديدة مع {name}',
  'begin.message': 'الرسالة',
  'begin.hint': 'تظهر بجانب نافذة الدردشة لدى الزائر، أو تنتظر حتى زيارته التالية.',
  'begin.department': 'القسم',
  'begin.department.default': 'كالمعتاد',
  'begin.has_open': 'توجد محادثة مفتوحة مع هذا الزائر.',
  'begin.has_one': 'توجد محادثة مفتوحة مع هذا الزائر. يسمح الموقع بمحادثة واحدة في الوقت نفسه.',
  'begin.open': 'فتحها',
  'begin.show': 'عرض',
  'begin.sent': 'أُرسلت. أصبحت المحادثة مع {name} لك.',
  'begin.waiting': 'لم يرد الخادم بعد. ستُرسل الرسالة تلقائيًا، ويمكنك إغلاق هذه النافذة.',
  'begin.hide': 'إغلاق',
  'begin.take_back': 'سحب الرسالة',
  'begin.refused': 'لم تُرسل «{text}». {reason}',
  'begin.refused.blocked': 'هذا الزائر محظور. ألغِ حظره لتكتب إليه.',
  'begin.refused.gone': 'لا يمكن لهذا الزائر العودة لقراءتها. اكتب إليه بريدًا إلكترونيًا.',
  'begin.refused.department': 'لم يعد هذا القسم موجودًا، أو أنه ليس من أقسامك. اختر قسمًا آخر.',
}
