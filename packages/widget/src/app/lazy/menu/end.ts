import type { Row } from './row.ts'

/** The visitor ends the conversation; what he writes later opens it again. */
export const end: Row = {
  key: 'end',
  icon: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM9 9l6 6M15 9l-6 6',
  isDanger: true,
  isShown({ chat, options }) {
    const fold = chat.handle.value?.fold.value
    return Boolean(options.value?.features.end && fold && fold.status !== 'closed')
  },
  label: ({ kit: { t } }) => `${t('end')}…`,
  choose({ kit: { t }, models: { chat }, ask }) {
    ask({
      title: t('end_ask'),
      text: t('end_what'),
      yes: t('end'),
      keep: t('keep'),
      act: () => void chat.handle.peek()?.send('conv.status', { status: 'closed' }),
    })
  },
}
