import type { merging as english } from '../en-merging.ts'
import type { Translation } from '../texts.ts'

export const merging: Translation<typeof english> = {
  'command.merge': 'دمج في محادثة أخرى…',
  'event.merged': 'دُمجت في محادثة أخرى، بواسطة: {who}',
  'event.unmerged': 'فُصلت عن المحادثة الأخرى، بواسطة: {who}',
  'event.merged_in': 'دُمجت محادثة أخرى في هذه، بواسطة: {who}',
  'event.merged_out': 'فُصلت محادثة عن هذه، بواسطة: {who}',
  'merging.read': 'عرض ما قيل هناك',
  'merging.done': 'تم الدمج. تستمر المحادثة هنا.',
  'merging.undone': 'فُصلت من جديد. عادت كما كانت.',
  'merging.moved': 'دمج أحد الزملاء المحادثة في هذه. تستمر هنا.',
  'merging.moved.draft': 'دمج أحد الزملاء المحادثة في هذه. انتقل معها ما كنت تكتبه، ولم يُرسل.',
  'merging.refused.changed': 'دمج أحد الزملاء إحداهما في هذه الأثناء. انظر إلى الاثنتين مجددًا.',
  'merging.refused.person': 'لا يُعرف أن الاثنتين للشخص نفسه.',
  'merging.refused.other': 'لم يتم ذلك. حاول مجددًا بعد لحظات.',
}
