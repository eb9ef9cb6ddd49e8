import type { Scope } from '@parley/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Select } from '../../ui/Select.tsx'

/** Departments by id, once they are known. */
export function useDepartments() {
  const { client } = useWorkbench()
  const departments = useSignal<readonly { id: string; name: string }[]>([])
  useEffect(() => {
    const load = async () => {
      const answer = await client.call('listDepartments', {}).catch(() => null)
      if (answer) departments.value = answer.departments
    }
    void load()
  }, [client])
  return departments.value
}

export const keyOfScope = (scope: Scope): string => (scope.type === 'department' ? scope.departmentId : scope.type)

/** Who uses it, in words. */
export function scopeText(scope: Scope, departments: ReturnType<typeof useDepartments>): string {
  if (scope.type !== 'department') return t(`canned.scope.${scope.type}`)
  return t('canned.scope.department', { name: departments.find(({ id }) => id === scope.departmentId)?.name ?? '…' })
}

type Props = { scope: Scope; departments: ReturnType<typeof useDepartments>; onChange(scope: Scope): void }

/** Whose it is. Agents keep what they write to themselves: then there is nothing to choose. */
export function ScopeChoice({ scope, departments, onChange }: Props) {
  const { me } = useWorkbench()
  if (me.role === 'agent') return null
  const scopes = [
    { type: 'personal' },
    { type: 'workspace' },
    ...departments.map(({ id }) => ({ type: 'department', departmentId: id })),
  ] as Scope[] // ids as the server gave them
  return (
    <Select
      label={t('canned.scope')}
      value={keyOfScope(scope)}
      choices={scopes.map((one) => ({ value: keyOfScope(one), label: scopeText(one, departments) }))}
      onChange={(key) => {
        const found = scopes.find((one) => keyOfScope(one) === key)
        if (found) onChange(found)
      }}
    />
  )
}
