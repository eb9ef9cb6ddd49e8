import { engines } from '../testing.ts'
import { basicsContract } from './basics.contract.ts'
import { filtersContract } from './filters.contract.ts'
import { indexesContract, uniqueContract } from './indexes.contract.ts'
import { plannerContract } from './planner.contract.ts'
import { readingContract } from './reading.contract.ts'
import { updatesContract } from './updates.contract.ts'

for (const engine of engines()) {
  basicsContract(engine)
  filtersContract(engine)
  updatesContract(engine)
  uniqueContract(engine)
  indexesContract(engine)
  readingContract(engine)
  plannerContract(engine)
}
