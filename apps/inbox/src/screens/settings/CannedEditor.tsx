import type { CannedResponse } from '@parley/protocol'
import { useModel, useSignal } from '@preact/signals'
import { useWorkbench } from '../../context.ts'
import { filled, firstName } from '../../format/variables.ts'
import { language, t } from '../../i18n/translate.ts'
import { CannedForm } from '../../models/canned-form.ts'
import { offered } from '../../models/locales.ts'
import { TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { MissingMarked } from '../composer/MissingMarked.tsx'
import { CannedFiles } from './CannedFiles.tsx'
import { LocaleChoice, LocaleText } from './LocaleTexts.tsx'
import { PageHead } from './PageHead.tsx'
import { SaveBar } from './SaveBar.tsx'
import { ScopeChoice, useDepartments } from './ScopeChoice.tsx'
import { VariableMenu } from './VariableMenu.tsx'

/** The words of a template's example, as they are written. */
const EXAMPLE = '{{visitor.first_name|there}}'
const MOST = 4000

/** One canned response, with how it reads; null for a new one. */
export function CannedEditor({ one, onClose }: { one: CannedResponse | null; onClose(): void }) {
  const { canned, client, toasts } = useWorkbench()
  const made = useModel(() => new CannedForm({ canned, client, one }))
  const model = made.form
  const locale = useSignal<string>(offered(language()))
  const departments = useDepartments()
  const { scope, shortcut, title, category, text } = model.values.value
  const isBegun = model.changes.value > 0
  const wrong = isBegun ? model.wrong.value : {}
  return (
    <form
      class="swide"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        if (!(await model.save())) return
        toasts.show({ text: t('canned.saved'), tone: 'plain' })
        onClose()
      }}
    >
      <div class="swide-cols">
        <div class="sform">
          <button type="button" class="crumb link" onClick={onClose}>
            <Icon name="chevron-left" size={16} />
            {t('settings.canned')}
          </button>
          <PageHead title={one ? one.title : t('canned.add')} lead={t('canned.lead')} />
          <section class="sec can-text">
            <TextField
              label={t('canned.title')}
              value={title}
              maxlength={120}
              error={wrong['title'] ?? null}
              onInput={({ currentTarget }) => model.set({ title: currentTarget.value })}
            />
            <TextField
              label={t('canned.shortcut')}
              hint={t('canned.shortcut.hint')}
              value={shortcut}
              maxlength={40}
              error={wrong['shortcut'] ?? null}
              onInput={({ currentTarget }) => model.set({ shortcut: currentTarget.value.trim().toLowerCase() })}
            />
            <ScopeChoice {...{ scope, departments }} onChange={(next) => model.set({ scope: next })} />
            <TextField
              label={t('canned.category')}
              hint={t('canned.category.hint')}
              isOptional
              value={category}
              maxlength={40}
              onInput={({ currentTarget }) => model.set({ category: currentTarget.value })}
            />
            <LocaleChoice locale={locale} texts={[text]} />
            <LocaleText
              label={t('canned.text')}
              hint={t('canned.variables.hint', { example: EXAMPLE })}
              error={wrong['text'] ?? null}
              isOptional={false}
              rows={7}
              {...{ text, locale: locale.value, max: MOST }}
              onChange={(next) => model.set({ text: next })}
            />
            <VariableMenu />
            <CannedFiles model={made} error={wrong['files'] ?? null} />
          </section>
        </div>
        <Preview text={text[locale.value] ?? ''} />
      </div>
      <SaveBar model={model} />
    </form>
  )
}

/** The text with an invented visitor. */
function Preview({ text }: { text: string }) {
  const { me, workspace } = useWorkbench()
  const name = t('canned.preview.name')
  const values = new Map(
    Object.entries({
      ...{ 'visitor.name': name, 'visitor.first_name': firstName(name) ?? name, 'visitor.email': 'priya@example.com' },
      ...{ 'agent.name': me.name, 'agent.first_name': firstName(me.name) ?? me.name },
      ...{ 'site.name': workspace.name, 'conversation.id': `cnv_${'0'.repeat(20)}` },
    }),
  )
  return (
    <section class="pv" aria-label={t('canned.preview')}>
      <h2 class="can-pv">{t('canned.preview')}</h2>
      <div class="can-b" dir="auto">
        <MissingMarked text={filled(text, values)} />
      </div>
    </section>
  )
}
