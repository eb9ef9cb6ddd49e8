import type { TestProject } from 'vitest/node'
import { startServer } from './server.ts'

/**
 * Global set-up of the journeys: the demo's data folder, made once a run. To write the shop's conversations takes longer
 * than all else that a start does; each server begins with a copy of its own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer()
  await server.halt()
  project.provide('demoFolder', server.dataDir)
  return server.stop
}
