/**
 * `value` as JSON. The platform's own asks for a `toJSON` on the way, and pages hang one on every array or object
 * (Prototype.js does); there is none in what we write. Leaves out what is undefined, as it does.
 */
export function toJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(toJson)}]`
  const told = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${told.map(([name, one]) => `${JSON.stringify(name)}:${toJson(one)}`)}}`
}
