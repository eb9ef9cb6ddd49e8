/** The text fields of a form by name, trimmed; passwords are taken as they are. */
export function formValues<Name extends string>(form: HTMLFormElement, ...names: Name[]): Record<Name, string> {
  const data = new FormData(form)
  const entries = names.map((name) => {
    const value = String(data.get(name) ?? '')
    return [name, /password|current/.test(name) ? value : value.trim()]
  })
  return Object.fromEntries(entries) // the names asked for, each with its text
}
