import type * as z from 'zod'

/** Paths that a newer writer's value may lose, one after another. */
const ROUNDS = 8

/**
 * Judges `value` by a closed schema. Of a newer writer (his level is above ours) what the schema does not know is dropped
 * from `value`, unless something else is wrong with it as well; of anybody else it is refused (SYNC-43).
 */
export function judge<S extends z.ZodType>(
  schema: S,
  value: unknown,
  isNewer: boolean,
): z.ZodSafeParseResult<z.output<S>> {
  let judged = schema.safeParse(value)
  for (let round = 1; round < ROUNDS && isNewer && !judged.success; round++) {
    if (!dropUnknown(value, judged.error.issues)) break
    judged = schema.safeParse(value)
  }
  return judged
}

type Issue = z.core.$ZodIssue

/** Removes what the schema does not know; false when something else is wrong as well. */
function dropUnknown(value: unknown, issues: readonly Issue[]): boolean {
  const unknown = issues.flatMap(ofOneMember)
  if (!unknown.every(isUnknown)) return false
  for (const { path, keys } of unknown) {
    let at: unknown = value
    for (const step of path) at = (at as Record<PropertyKey, unknown>)[step]
    for (const key of keys) delete (at as Record<string, unknown>)[key]
  }
  return true
}

/** Of a union, what is wrong with the member that would take the value without what it does not know. */
function ofOneMember(issue: Issue): Issue[] {
  const member = issue.code === 'invalid_union' && issue.errors.find((one) => one.every(isUnknown))
  return member ? member.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) : [issue]
}

function isUnknown(issue: Issue): issue is z.core.$ZodIssueUnrecognizedKeys {
  return issue.code === 'unrecognized_keys'
}
