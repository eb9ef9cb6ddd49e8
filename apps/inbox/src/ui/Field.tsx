import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { t } from '../i18n/translate.ts'
import { Icon } from './Icon.tsx'

type FieldProps = {
  label: string
  hint?: string
  error?: string | null
  isOptional?: boolean
  /** The control; it gets the ids it needs. */
  children(ids: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }): ComponentChildren
}

/** A label above, a hint or an error below its control. */
export function Field({ label, hint, error = null, isOptional = false, children }: FieldProps) {
  const id = useId()
  const about = error ? `${id}-error` : `${id}-hint`
  return (
    <div class="field">
      <div class="lab-row">
        <label for={id}>{label}</label>
        {isOptional && <span class="opt">{t('field.optional')}</span>}
      </div>
      {children({
        id,
        ...(hint || error ? { 'aria-describedby': about } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {hint && !error && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`} text={error} />}
    </div>
  )
}

/** What is wrong with a field, below it. */
export function FieldError({ id, text }: { id?: string; text: string }) {
  return (
    <p class="err" id={id}>
      <Icon name="alert" size={14} />
      {text}
    </p>
  )
}

type InputProps = Omit<FieldProps, 'children'> & {
  type?: 'text' | 'email'
  name?: string
  autocomplete?: string
  required?: boolean
  minlength?: number
  maxlength?: number
  placeholder?: string
  value?: string
  onInput?(event: { currentTarget: HTMLInputElement }): void
}

/** A line of text with its label. Uncontrolled when `onInput` is absent: the form is read when it is sent. */
export function TextField({ label, hint, error, isOptional, type = 'text', ...input }: InputProps) {
  return (
    <Field
      label={label}
      {...(hint ? { hint } : {})}
      {...(error ? { error } : {})}
      {...(isOptional ? { isOptional } : {})}
    >
      {(ids) =>
        type === 'email' ? (
          <input class="input" type="email" {...input} {...ids} />
        ) : (
          <input class="input" type="text" {...input} {...ids} />
        )
      }
    </Field>
  )
}

/** A password that can be shown while it is typed. */
export function PasswordField({ label, hint, error, ...input }: Omit<InputProps, 'type'>) {
  const [isShown, setShown] = useState(false)
  return (
    <Field label={label} {...(hint ? { hint } : {})} {...(error ? { error } : {})}>
      {(ids) => (
        <div class="pw">
          {isShown ? (
            <input class="input" type="text" {...input} {...ids} />
          ) : (
            <input class="input" type="password" {...input} {...ids} />
          )}
          <button
            type="button"
            class="ib"
            aria-label={t('field.show_password')}
            title={t('field.show_password')}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            <Icon name="eye" />
          </button>
        </div>
      )}
    </Field>
  )
}
