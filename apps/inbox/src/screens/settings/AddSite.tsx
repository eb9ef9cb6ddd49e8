import { useModel } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { parseOrigins } from '../../format/origins.ts'
import { t } from '../../i18n/translate.ts'
import { FormModel } from '../../models/form-model.ts'
import type { SitesModel } from '../../models/sites-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Problem } from '../../ui/Problem.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'

/** A new site needs a name; where its tag may stand can be said now or later. Leads to its page, with the tag. */
export function AddSite({ sites, onClose }: { sites: SitesModel; onClose(): void }) {
  const { router } = useWorkbench()
  const form = useModel(FormModel)
  const [wrong, setWrong] = useState<string[]>([])
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => element.current?.querySelector('input')?.focus(), [])
  const submit = async (target: HTMLFormElement) => {
    const { name, origins } = formValues(target, 'name', 'origins')
    const parsed = parseOrigins(origins)
    setWrong(parsed.wrong)
    if (parsed.wrong.length > 0) return
    await form.run(async () => {
      const site = await sites.create({ name, allowedOrigins: parsed.origins })
      onClose()
      router.go({ screen: 'settings', section: 'sites', siteId: site.id, page: null })
    })
  }
  return (
    <Dialog title={t('sites.add.title')} kind="dialog-form" onClose={onClose}>
      <form
        ref={element}
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(event.currentTarget)
        }}
      >
        <Problem problem={form.problem.value} />
        <TextField label={t('site.name')} name="name" required maxlength={60} placeholder="Wrenfield Cycles" />
        <Field
          label={t('site.origins')}
          hint={t('site.origins.hint')}
          isOptional
          error={wrong.length > 0 ? t('site.origins.wrong', { origin: wrong[0] ?? '' }) : null}
        >
          {(ids) => (
            <textarea class="input mono" name="origins" rows={3} placeholder="https://www.example.com" {...ids} />
          )}
        </Field>
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <SubmitButton isBusy={form.isBusy.value} label={t('sites.create')} busyLabel={t('sites.creating')} />
        </footer>
      </form>
    </Dialog>
  )
}
