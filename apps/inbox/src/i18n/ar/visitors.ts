import type { visitors as english } from '../en-visitors.ts'
import type { Translation } from '../texts.ts'

export const visitors: Translation<typeof english> = {
  'visitors.lead':
    'المتصلون بالدردشة الآن. لا يُدرج الزوار الذين لم يفتحوها، ولا من لم يكتبوا بعد، إلا إذا سمح موقعهم بذلك.',
  'visitors.list': 'الزوار',
  'visitors.loading': 'جارٍ تحميل الزوار',
  'visitors.failed': 'تعذّر تحميل القائمة.',
  'visitors.stale': 'مضى على القائمة بعض الوقت. يجري طلبها مجددًا.',
  'visitors.none': 'لا أحد متصل الآن',
  'visitors.none.what':
    'يظهر الزوار هنا تلقائيًا ما دامت الدردشة مفتوحة لديهم أو عند عودتهم إلى محادثة، ويغادرون مع صفحتهم.',
  'visitors.nothing': 'لا أحد هنا مطابق.',
  'visitors.search': 'البحث في الزوار',
  'visitors.search.placeholder': 'اسم أو بريد إلكتروني أو صفحة',
  'visitors.clear': 'عرض الكل',
  'visitors.site': 'الموقع',
  'visitors.all_sites': 'كل المواقع',
  'visitors.truncated': 'هناك أكثر مما يُعرض. كلمة أخرى، أو موقع واحد، تضيّق النتائج.',
  'visitors.col.who': 'الزائر',
  'visitors.col.page': 'الصفحة',
  'visitors.col.site': 'الموقع',
  'visitors.col.language': 'اللغة',
  'visitors.col.since': 'هنا منذ',
  'visitors.col.conversation': 'المحادثة',
  'visitors.page.unknown': 'غير معروفة',
  'visitors.page.opens': '{title} (تُفتح في علامة تبويب جديدة)',
  'visitors.conversation.none': 'لا توجد',
  'visitors.conversation.waiting': 'بالانتظار',
  'visitors.conversation.mine': 'معك',
  'visitors.conversation.with': 'مع {name}',
  'visitors.conversation.open': 'المحادثة: {state}',
  'visitors.details': 'عن هذا الزائر',
  'visitors.details.gone': 'لم يعد هنا.',
  'visitors.details.since': 'هنا منذ {time}',
  'visitors.action.open': 'فتح المحادثة',
}
