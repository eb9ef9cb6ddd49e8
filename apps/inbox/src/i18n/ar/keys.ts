import type { keys as english } from '../en-keys.ts'
import type { Translation } from '../texts.ts'

export const keys: Translation<typeof english> = {
  'settings.keys': 'لوحة المفاتيح',
  'keys.lead': 'ما يفعله كل مفتاح، على كل جهاز تعمل عليه.',
  'keys.search': 'البحث عن أمر',
  'keys.none': 'بلا مفتاح',
  'keys.fixed': 'دائمًا Esc',
  'keys.change': 'تغيير',
  'keys.change_of': 'تغيير مفاتيح «{name}»',
  'keys.reset': 'المفتاح المعتاد',
  'keys.reset_of': 'إعادة «{name}» إلى مفاتيحها المعتادة',
  'keys.remove_of': 'إزالة مفاتيح «{name}»',
  'keys.reset_all': 'كل المفاتيح المعتادة',
  'keys.press': 'اضغط المفاتيح',
  'keys.press_for': 'اضغط مفاتيح «{name}»',
  'keys.how': 'مفتاح واحد، أو اثنان متتاليان. يحفظها Enter، ويترك Esc كل شيء كما كان.',
  'keys.clash': '«{name}» يستخدم هذه المفاتيح الآن، وسيفقدها.',
  'keys.browser': 'متصفحك يستخدم هذه المفاتيح. اختر غيرها.',
  'keys.keep': 'إبقاء',
  'keys.take': 'استخدامها',
  'keys.kept': 'تغيّرت المفاتيح',
  'keys.removed': 'أُزيلت المفاتيح',
  'keys.usual_again': 'عادت المفاتيح المعتادة',
  'keys.all_usual_again': 'عادت كل المفاتيح كما هي معتادة',
}
