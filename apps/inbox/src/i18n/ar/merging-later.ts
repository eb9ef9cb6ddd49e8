import type { mergingLater as english } from '../en-merging-later.ts'
import type { Translation } from '../texts.ts'

export const mergingLater: Translation<typeof english> = {
  'merging.title': 'دمج في أي محادثة؟',
  'merging.search': 'دمج في…',
  'merging.others': 'محادثات أخرى لهذا الشخص',
  'merging.loading': 'جارٍ البحث عن محادثات أخرى',
  'merging.unknown': 'تعذّر تحميل المحادثات الأخرى لهذا الشخص.',
  'merging.none': 'ليس لهذا الشخص محادثة أخرى يمكن دمج هذه فيها.',
  'merging.no_match': 'لا شيء منها مطابق. جرّب كلمات أخرى.',
  'merging.what': 'ما سيحدث',
  'merging.what.goes_on': 'تستمر في المحادثة التي بدأت في {time}.',
  'merging.what.closes': 'تُغلق هذه. ويبقى ما قيل هنا مقروءًا من هناك.',
  'merging.what.holder': 'المحادثة الأخرى لدى {name} وتبقى لديه.',
  'merging.what.nobody': 'المحادثة الأخرى ليست لأحد: استلمها إن كنت ستتابعها.',
  'merging.what.reopens': 'يُعاد فتح المحادثة الأخرى.',
  'merging.what.visitor': 'يتابع الزائر هناك أيضًا ويرى محادثة واحدة. تبقى الملاحظات بينكم.',
  'merging.what.undo': 'يمكن التراجع عن ذلك في أي وقت.',
  'merging.verb': 'دمج',
  'merging.read.title': 'ما قيل قبل الدمج',
  'merging.read.failed': 'تعذّر التحميل.',
  'merging.read.earlier': 'رسائل سابقة',
  'merging.read.nothing': 'لم يُقل شيء هناك.',
  'merging.read.note': 'ملاحظة',
  'merging.undo': 'التراجع عن الدمج',
}
