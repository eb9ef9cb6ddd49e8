import type { Row } from './row.ts'

/** The sound of new messages, on or off for this visitor. */
export const sound: Row = {
  key: 'sound',
  icon: 'M5 9.5h3.2L12.5 6v12l-4.3-3.5H5ZM16 9.2a4 4 0 0 1 0 5.6M18.4 6.8a7.4 7.4 0 0 1 0 10.4',
  isShown: ({ attention, options }) => Boolean(attention.value && options.value?.features.sound),
  label: ({ kit: { t } }) => t('sound'),
  isChecked: ({ attention }) => !attention.value?.isMuted.value,
  choose({ models: { attention } }) {
    const here = attention.peek()
    here?.mute(!here.isMuted.peek())
  },
}
