import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { insertText } from '../../ui/insert-text.ts'
import { Menu, MenuItem } from '../../ui/Menu.tsx'

const VARIABLES = [
  ...(['visitor.name', 'visitor.first_name', 'visitor.email'] as const),
  ...(['agent.name', 'agent.first_name', 'site.name', 'conversation.id'] as const),
]

/** Puts a variable where the caret is in the text of the form. */
export function VariableMenu() {
  const insert = (name: string) => {
    const field = document.querySelector<HTMLTextAreaElement>('.can-text textarea')
    if (field) insertText(field, `{{${name}}}`, field.selectionStart, field.selectionEnd)
  }
  return (
    <Menu
      class="btn btn-s btn-start"
      label={t('canned.variables')}
      button={
        <>
          <Icon name="plus" size={16} />
          {t('canned.variables')}
        </>
      }
    >
      {VARIABLES.map((name) => (
        <MenuItem key={name} onChoose={() => insert(name)}>
          {t(`variable.${name}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}
