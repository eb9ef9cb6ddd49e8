import { Field } from '../../ui/Field.tsx'

type Props = { label: string; hint?: string; name: string; maxlength: number; value: string; required?: boolean }

/** A line of text that begins with `value`; what is written then stays, whatever is drawn again around it. */
export function LineField({ label, hint, value, ...input }: Props) {
  return (
    <Field label={label} {...(hint ? { hint } : {})}>
      {(ids) => <input class="input" type="text" autocomplete="off" defaultValue={value} {...input} {...ids} />}
    </Field>
  )
}
