import { t } from '../../i18n/translate.ts'
import { LENGTHS, type Length } from '../../models/blocks/lengths.ts'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'

const LONGEST = 500

type Props = { reason: string; onReason(next: string): void; length: Length; onLength(next: Length): void }

/** Why somebody is blocked, and for how long. */
export function LengthChoice({ reason, onReason, length, onLength }: Props) {
  return (
    <>
      <Field label={t('blocks.reason')} hint={t('blocks.reason.hint')} isOptional>
        {(ids) => (
          <input
            class="input"
            type="text"
            maxLength={LONGEST}
            value={reason}
            onInput={({ currentTarget }) => onReason(currentTarget.value)}
            {...ids}
          />
        )}
      </Field>
      <Select<Length>
        label={t('blocks.for')}
        value={length}
        choices={LENGTHS.map((one) => ({ value: one, label: t(`blocks.for.${one}`) }))}
        onChange={onLength}
      />
    </>
  )
}
