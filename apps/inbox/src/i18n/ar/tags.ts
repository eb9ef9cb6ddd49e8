import type { tagsPage as english } from '../en-tags.ts'
import type { Translation } from '../texts.ts'

export const tagsPage: Translation<typeof english> = {
  'settings.tags': 'الوسوم',
  'tags.lead': 'أسماء وألوان ما يميّز به الوكلاء المحادثات. يظهر الاسم الجديد في كل مكان فورًا.',
  'tags.new': 'وسم جديد',
  'tags.none': 'لا وسوم بعد. يمكن للوكلاء كتابة أي كلمة؛ وعندما يكون لها وسم هنا تحصل على لون.',
  'tags.edit': 'تغيير {tag}',
  'tags.change': 'تغيير الوسم',
  'tags.archived': 'مؤرشف',
  'tags.former': 'سابقًا: {names}',
  'tags.name': 'الاسم',
  'tags.unnamed': 'اكتب له اسمًا.',
  'tags.description': 'متى يُستخدم',
  'tags.colour': 'اللون',
  'tags.colour.one': 'اللون {number}',
  'tags.archive': 'أرشفة: لا يُعرض بعد الآن ويبقى حيث هو',
  'tags.merge': 'جعله جزءًا من وسم آخر',
  'tags.merge.hint': 'يصبح اسمه دالًا على الوسم الآخر، ويختفي هذا.',
  'tags.merge.none': 'لا',
  'tags.merge.verb': 'دمج',
  'tags.taken': 'وسم آخر يحمل هذا الاسم أو كان يحمله. اختر اسمًا آخر، أو ادمج الاثنين.',
  'tags.changed': 'غيّره شخص آخر في هذه الأثناء. أغلق هذه النافذة وانظر إليه مجددًا.',
}
