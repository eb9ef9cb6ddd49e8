import type { preview as english } from '../en-preview.ts'
import type { Translation } from '../texts.ts'

export const preview: Translation<typeof english> = {
  'preview.title': 'معاينة',
  'preview.frame': 'نافذة الدردشة كما سيراها الزوار',
  'preview.hint': 'نافذة الدردشة الحقيقية كما ستكون بعد الحفظ. لا يصل شيء مما تفعله فيها إلى فريقك.',
  'preview.failed': 'تعذّر تحميل المعاينة.',
  'preview.desk': 'على الكمبيوتر',
  'preview.phone': 'على الهاتف',
  'preview.light': 'فاتح',
  'preview.dark': 'داكن',
  'preview.view': 'عرض',
  'preview.view.closed': 'زر الدردشة',
  'preview.view.home': 'الرئيسية',
  'preview.view.thread': 'المحادثة',
  'preview.view.prechat': 'النموذج قبل الدردشة',
  'preview.view.offline': 'خارج ساعات العمل',
  'preview.locale': 'لغة الزائر',
  'preview.visitor': 'مرحبًا، هل ما زالت الزرقاء متوفرة؟',
  'preview.agent': 'نعم، بمقاسين. هل أحجز لك واحدة؟',
  'leave.title': 'المغادرة من دون حفظ؟',
  'leave.what': 'ما غيّرته في هذه الصفحة لم يُحفظ بعد.',
  'leave.keep': 'متابعة التعديل',
  'leave.discard': 'تجاهل التغييرات',
}
