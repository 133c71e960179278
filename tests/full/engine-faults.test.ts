import { engineFaults, isQuick } from '../e2e/misbehaving-engines.ts'
import { proveFaults } from '../e2e/prove-faults.ts'

const slow = engineFaults().filter((fault) => !isQuick(fault))
for (const code of [0, 5]) {
  const faults = slow.filter(({ exit_code }) => exit_code === code)
  proveFaults(`engines at fault with exit code ${code}`, faults, 2)
}
