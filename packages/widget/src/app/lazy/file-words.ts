import type { MoreTexts } from '../i18n/more/en.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { fileSize } from './file-size.ts'

type Files = NonNullable<Models['options']['value']>['files']

/** Refusals that no second try changes. */
const FINAL: Partial<Record<string, keyof MoreTexts>> = {
  type_not_allowed: 'type_not_allowed',
  too_large: 'too_large',
  too_many_files: 'too_many',
  file_empty: 'file_empty',
  feature_off: 'files_off',
}

export const isFinal = (code: string): boolean => code in FINAL

/** Why a file was not taken, and what to do instead, in lines. */
export function refusal(kit: Kit, { options }: Models, { code, name }: { code: string; name: string }) {
  const { h, t } = kit
  const files = options.value?.files
  const limit = files ? fileSize(files.maxBytes, kit.formats.value) : ''
  const count = files?.atOnce ?? ''
  const found = FINAL[code] ?? (code === 'storage_full' ? code : 'upload_failed')
  const text = t(found, { name, limit, count })
  const kinds = code === 'type_not_allowed' && files && takenText(kit, files)
  return kinds ? [text, h('br', null), t('files_taken', { kinds })] : text
}

type Refused = { code: string; name: string }

/** Several files at once: each is named, those that one sentence can say of together. */
export function refusals(kit: Kit, models: Models, refused: readonly Refused[]) {
  const list = new Intl.ListFormat(kit.formats.value, { type: 'conjunction' })
  const names = (code: string) => list.format(refused.flatMap((one) => (one.code === code ? [one.name] : [])))
  const isFirst = ({ code }: Refused, at: number) => refused.findIndex((one) => one.code === code) === at
  return refused.flatMap((one, at) => {
    if (one.code === 'too_large' || one.code === 'file_empty') return [refusal(kit, models, one)]
    if (!isFirst(one, at)) return []
    const { code } = one
    const said = refusal(kit, models, { code, name: names(code) })
    return [code === 'too_many_files' ? [said, kit.h('br', null), names(code)] : said]
  })
}

/** The kinds that may be sent, as one says them; empty where any is. */
export function takenText({ t, formats }: Kit, { kinds, endings }: Files): string {
  if (kinds.includes('other')) return ''
  const names = kinds.map((kind) => t(`kind_${kind}` as keyof MoreTexts)) // `other` was seen to
  const list = new Intl.ListFormat(formats.value, { type: 'conjunction' })
  return list.format([...names, ...endings.map((ending) => `.${ending}`)])
}
