import type { ComponentType } from 'preact'
import type { MoreTexts } from '../i18n/more/en.ts'
import type { MessageItem } from '../models/items.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { takenText } from './file-words.ts'
import css from './not-sent.css'

export type NotSentProps = { item: MessageItem; models: Models }

/** What each refusal means to a writer, and what to do; others are told by their code. */
const WHY: Partial<Record<string, keyof MoreTexts>> = {
  blocked: 'blocked',
  type_not_allowed: 'unsent_files',
  too_many_files: 'unsent_fewer',
  attachment_not_found: 'unsent_gone',
  too_large: 'unsent_long',
  identity_unsigned: 'unsent_sign_in',
  identity_expired: 'unsent_sign_in',
  form_required: 'unsent_form',
  form_invalid: 'unsent_form',
  conversation_not_found: 'unsent_over',
  already_answered: 'unsent_answered',
  answer_invalid: 'unsent_answered',
}

/** Refusals by what the owner decided. */
const POLICY: readonly string[] = ['type_not_allowed', 'too_many_files']

/** A message that was refused: why, what to do, and the two things that one can do here. */
export function create(kit: Kit): ComponentType<NotSentProps> {
  const { h, t, icon, view } = kit
  function why(code: string, { options }: Models) {
    const files = options.value?.files
    const said = t(WHY[code] ?? 'unsent_other', { code })
    if (!files) return said
    const kinds = code === 'type_not_allowed' && takenText(kit, files)
    if (kinds) return [said, h('br', null), t('files_taken', { kinds })]
    return code === 'too_many_files' ? [said, h('br', null), t('too_many', { count: files.atOnce })] : said
  }
  return view<NotSentProps>(({ models, item: { send } }) => {
    models.adopt(css)
    // What the site takes was decided a moment ago.
    if (send.phase === 'failed' && POLICY.includes(send.code)) void models.refresh()
    return ({ item: { key, send } }) => {
      const handle = models.chat.handle.value
      const code = send.phase === 'failed' ? send.code : ''
      return h(
        'p',
        { class: 'rc rc-fail', role: 'alert' },
        icon('alert', ' i-14'),
        h('span', { class: 'grow' }, code !== 'blocked' && [h('b', null, t('failed')), ' '], why(code, models)),
        h('button', { type: 'button', onClick: () => handle?.retry(key) }, t('again')),
        h('button', { type: 'button', onClick: () => handle?.remove(key) }, t('delete')),
      )
    }
  })
}
