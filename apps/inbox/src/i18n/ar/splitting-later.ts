import type { splittingLater as english } from '../en-splitting-later.ts'
import type { Translation } from '../texts.ts'

export const splittingLater: Translation<typeof english> = {
  'splitting.title': 'الفصل في محادثة جديدة',
  'splitting.which': 'الرسائل التي ستنتقل',
  'splitting.from_here': 'من هنا حتى النهاية',
  'splitting.this_only': 'هذه فقط',
  'splitting.too_many': 'لا تنتقل أكثر من {count} رسالة في المرة الواحدة.',
  'splitting.text': 'الرسالة الأولى في المحادثة الجديدة',
  'splitting.text.hint': 'يقرؤها الزائر ويرى فوقها موضوعها.',
  'splitting.what': 'ما سيحدث',
  'splitting.what.new': 'تبدأ محادثة جديدة مع الشخص نفسه. هي لك، وهذه الرسائل فوق رسالتك الأولى.',
  'splitting.what.here': 'تبقى هنا مقروءة وباهتة، مع الطريق إلى حيث تستمر. وتبقى الملاحظات هنا.',
  'splitting.what.visitor': 'يحتفظ الزائر بهذه المحادثة كما هي، وبجانبها المحادثة الجديدة.',
  'splitting.what.undo': 'يمكن التراجع عن ذلك: فتعود المحادثة الجديدة إلى هذه.',
  'splitting.verb': {
    zero: 'فصل {count} رسالة',
    one: 'فصل رسالة واحدة',
    two: 'فصل رسالتين',
    few: 'فصل {count} رسائل',
    many: 'فصل {count} رسالة',
    other: 'فصل {count} رسالة',
  },
}
