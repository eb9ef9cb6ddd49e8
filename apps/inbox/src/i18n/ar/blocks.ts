import type { blocks as english } from '../en-blocks.ts'
import type { Translation } from '../texts.ts'

export const blocks: Translation<typeof english> = {
  'settings.blocks': 'الحظر',
  'blocks.lead': 'الزوار والعناوين الذين لا يُسمح لهم بالدخول. لا يضيع شيء: ما كُتب يبقى.',
  'blocks.none': 'لا أحد محظور.',
  'blocks.cut': 'تُعرض أحدث {count}.',
  'blocks.by': 'حظره {name}، {time}',
  'blocks.until': 'حتى {time}',
  'blocks.unblock': 'إلغاء حظر {who}',
  'blocks.not_restored': 'لم يُعد الحظر',
  'blocks.range.title': 'حظر عناوين',
  'blocks.range': 'عنوان أو نطاق',
  'blocks.range.hint':
    'عنوان واحد (203.0.113.7) أو نطاق (203.0.113.0/24، ‏2001:db8::/32). لا تُحفظ عناوين الزوار: سجل خادم الويب لديك يعرفها.',
  'blocks.reason': 'السبب',
  'blocks.reason.hint': 'لفريقك وحده.',
  'blocks.for': 'المدة',
  'blocks.for.hour': 'ساعة',
  'blocks.for.day': 'يوم',
  'blocks.for.week': 'أسبوع',
  'blocks.for.month': '30 يومًا',
  'blocks.for.lifted': 'حتى يلغيه أحد',
  'blocks.verb': 'حظر',
  'blocks.own':
    'عنوانك أنت ضمن هذا النطاق. لن تستطيع الكتابة بصفة زائر، ولا أي شخص آخر خلف خطك. يبقى صندوق الوارد مفتوحًا لك.',
  'blocks.own.verb': 'احظر رغم ذلك',
  'blocks.refused.not_a_range': 'هذا ليس عنوانًا ولا نطاق عناوين.',
  'blocks.refused.too_wide': 'هذا النطاق أوسع مما يجوز: /8 على الأكثر، و/16 مع IPv6.',
  'blocks.refused.full': 'لا مكان للمزيد. ألغِ حظر ما لم يعد لازمًا.',
  'blocks.refused.other': 'لم يتم الحظر. حاول مرة أخرى.',
  'blocks.dialog.title': 'حظر {name}؟',
  'blocks.dialog.what': 'تُرفض الرسائل والملفات الجديدة من هذا الزائر. ما كُتب يبقى، ويمكنك إلغاء الحظر في أي وقت.',
  'blocks.dialog.address': 'لا تُحفظ عناوين الزوار. عنوان تعرفه يُحظر هنا:',
}
