/** What is known, by the variable's name: `visitor.name` → `Priya`. */
export type Values = ReadonlyMap<string, string>
/** One variable of a text as it is written there. */
export type Variable = { written: string; name: string; at: number }

/** `{{visitor.name}}`, `{{ field.order }}`, `{{visitor.name|there}}`; anything else between braces is a text like any. */
const VARIABLE = /\{\{ {0,3}([a-z]{1,40}(?:\.[A-Za-z][A-Za-z0-9_]{0,39})?) {0,3}(?:\|([^{}|\n]{0,200}))?\}\}/g

/** The text with what is known put in, and else what stands behind `|`; variables that have neither stay as they are. */
export function filled(text: string, values: Values): string {
  return text.replace(VARIABLE, (written, name: string, instead: string | undefined) => {
    const value = values.get(name) ?? instead?.trim()
    return value === undefined || value === '' ? written : inert(value)
  })
}

/** The variables of `text` that nothing is known for. */
export function missingIn(text: string, values: Values): Variable[] {
  return [...filled(text, values).matchAll(VARIABLE)].map(({ 0: written, 1: name = '', index }) => ({
    ...{ written, name, at: index },
  }))
}

/** Whether anything in `text` would be filled in. */
export function hasVariables(text: string): boolean {
  return text.search(VARIABLE) !== -1
}

/** Names come from visitors: one that reads like a variable must not be filled in when the text is looked at again. */
function inert(value: string): string {
  return value.replace(/\{{2,}/g, '{').replace(/\}{2,}/g, '}')
}

/** The word that somebody is called by. */
export function firstName(name: string | null | undefined): string | undefined {
  return name?.trim().split(/\s+/)[0] || undefined
}
