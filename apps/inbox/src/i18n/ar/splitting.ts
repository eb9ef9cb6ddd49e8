import type { splitting as english } from '../en-splitting.ts'
import type { Translation } from '../texts.ts'

export const splitting: Translation<typeof english> = {
  'message.split': 'فصل من هنا…',
  'event.split': {
    zero: 'فُصلت {count} رسالة في محادثة مستقلة، بواسطة: {who}',
    one: 'فُصلت رسالة واحدة في محادثة مستقلة، بواسطة: {who}',
    two: 'فُصلت رسالتان في محادثة مستقلة، بواسطة: {who}',
    few: 'فُصلت {count} رسائل في محادثة مستقلة، بواسطة: {who}',
    many: 'فُصلت {count} رسالة في محادثة مستقلة، بواسطة: {who}',
    other: 'فُصلت {count} رسالة في محادثة مستقلة، بواسطة: {who}',
  },
  'event.split_back': 'أُعيد ما كان قد فُصل، بواسطة: {who}',
  'splitting.text.first': 'فتحتُ محادثة جديدة لهذا الموضوع حتى لا يضيع شيء.',
  'splitting.went': 'تستمر في محادثة أخرى',
  'splitting.open': 'فتحها',
  'splitting.open.source': 'فتح الأخرى',
  'splitting.began': 'فُصلت عن محادثة أخرى.',
  'splitting.undo': 'التراجع عن الفصل',
  'splitting.done': 'تم الفصل. تستمر المحادثة هنا.',
  'splitting.undone': 'أُعيدت. تستمر المحادثة هنا.',
  'splitting.refused.capacity': 'ليس لديك مكان شاغر لمحادثة أخرى.',
  'splitting.refused.changed': 'فصل أحد الزملاء شيئًا هنا أو دمجه أو حذفه في هذه الأثناء. انظر إليه مجددًا.',
  'splitting.refused.several': 'لزوار هذا الموقع محادثة واحدة في كل مرة.',
}
