import type { At, Row } from './row.ts'

/** The chat in a window of its own, which stays while the visitor goes on from page to page. */
export const popout: Row = {
  key: 'popout',
  icon: 'M13.5 5.5h5v5M18.5 5.5l-7 7M10 6.5H6.3a.8.8 0 0 0-.8.8v10.4c0 .4.4.8.8.8h10.4c.4 0 .8-.4.8-.8V14',
  // A phone shows one window at a time; an inline chat is where its page wants it.
  isShown: ({ chat, isInline }) =>
    !isInline && !chat.away.value && matchMedia('(min-width:481px) and (min-height:561px)').matches,
  label: ({ kit: { t } }) => t('popout'),
  choose,
}

async function choose(at: At): Promise<void> {
  const { models, kit, ask } = at
  const { t } = kit
  try {
    await models.api.popout()
  } catch (error) {
    const isBlocked = (error as { code: string }).code === 'popup_blocked'
    ask({
      title: t(isBlocked ? 'popout_blocked' : 'popout_failed'),
      text: t(isBlocked ? 'popout_allow' : 'popout_stays'),
      yes: t('again'),
      keep: t('cancel'),
      isSafe: true,
      act: () => void choose(at),
    })
  }
}
