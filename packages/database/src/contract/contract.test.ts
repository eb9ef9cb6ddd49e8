import { engines } from '../testing.ts'
import { basicsContract } from './basics.contract.ts'

for (const engine of engines()) {
  basicsContract(engine)
}
