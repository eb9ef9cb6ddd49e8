import type { ComponentType } from 'preact'
import type { DraftFile } from '../models/composer-model.ts'
import type { Models, WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './draft-files.css'
import { fileSize } from './file-size.ts'
import { isFinal, refusal, refusals } from './file-words.ts'

export { taking } from './take-files.ts'

/** The files of the message that is being written, each with how far it is, and what was wrong with others. */
export function create(kit: Kit): ComponentType<WithModels> {
  const { h, view } = kit
  return view<WithModels>(({ models }) => {
    models.adopt(css)
    const { files } = models.composer
    return () => [
      files.value.length > 0 &&
        h(
          'ul',
          { class: 'files' },
          files.value.map((file) => h('li', { key: file.key, class: 'file' }, draft(kit, file, models))),
        ),
      complaint(kit, models),
    ]
  })
}

/** What was wrong with each file that is not here, until it was read: with the next message, or when it is put away. */
function complaint(kit: Kit, models: Models) {
  const { complaints } = models.composer
  const { h, icon, t } = kit
  const away = () => {
    complaints.value = []
  }
  return (
    complaints.value.length > 0 &&
    h(
      'div',
      { class: 'err' },
      icon('alert', ' i-14'),
      h(
        'div',
        { class: 'grow', role: 'alert' },
        refusals(kit, models, complaints.value).map((lines) => h('p', null, lines)),
      ),
      h('button', { type: 'button', class: 'ib', 'aria-label': t('dismiss'), onClick: away }, icon('close')),
    )
  )
}

function draft(kit: Kit, one: DraftFile, models: Models) {
  const { h, t, icon, formats } = kit
  const { name, size } = one.file
  const state = one.state.value
  const share = state.is === 'uploading' ? state.upload.progress.value : 1
  const hasFailed = state.is === 'failed'
  const how =
    state.is === 'ready'
      ? fileSize(size, formats.value)
      : t('uploading', { percent: share.toLocaleString(formats.value, { style: 'percent' }) })
  return [
    h(
      'span',
      { class: 'grow' },
      h('b', { class: 'cut' }, h('bdi', null, name)),
      hasFailed
        ? h('small', { class: 'wrong', role: 'alert' }, refusal(kit, models, { name, code: state.code }))
        : h('small', null, how),
      state.is === 'uploading' && h('progress', { value: share, 'aria-label': name }),
    ),
    hasFailed &&
      !isFinal(state.code) &&
      h('button', { type: 'button', class: 'again', onClick: one.retry }, t('again')),
    h(
      'button',
      { type: 'button', class: 'ib', 'aria-label': t('remove', { name }), onClick: one.remove },
      icon('close'),
    ),
  ]
}
