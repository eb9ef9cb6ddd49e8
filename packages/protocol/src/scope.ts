import * as z from 'zod'
import { DepartmentId } from './ids.ts'

/** Whose something is that helps to answer: its author's alone, a department's, or everybody's. */
export const Scope = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('personal') }),
  z.strictObject({ type: z.literal('department'), departmentId: DepartmentId }),
  z.strictObject({ type: z.literal('workspace') }),
])
export type Scope = z.infer<typeof Scope>
