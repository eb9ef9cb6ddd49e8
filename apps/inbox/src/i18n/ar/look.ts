import type { look as english } from '../en-look.ts'
import type { Translation } from '../texts.ts'

export const look: Translation<typeof english> = {
  'logo.label': 'الشعار',
  'logo.hint':
    'بجانب اسمك في الدردشة، على خلفية بيضاء؛ حتى يستلم وكيل المحادثة فتظهر صورته مكانه. PNG أو JPEG أو WebP أو SVG؛ والشعار المربع يظهر أكبر.',
  'logo.choose': 'اختيار صورة',
  'logo.other': 'اختيار صورة أخرى',
  'logo.remove': 'إزالة الشعار',
  'logo.now': 'شعارك',
  'logo.wrong': 'تعذّرت قراءة هذا الملف كصورة. جرّب PNG أو JPEG.',
  'look.radius': 'الزوايا',
  'look.radius.square': 'حادة',
  'look.radius.soft': 'ناعمة',
  'look.radius.round': 'مستديرة',
  'color.fitting': 'لا يلزم تغيير شيء في {color}، وهو قريب من لونك.',
  'color.take': 'استخدام {color}',
}
