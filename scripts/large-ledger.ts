/**
 * Writes a valid ledger with its answer files into a new folder, of a study like the published one: 8 engines, 40
 * configurations in 5 subsets. 10 datasets in 10 passes make more than 100,000 records. scripts/report-cost.ts says what
 * a report of it costs.
 *
 *     npx tsx scripts/large-ledger.ts FOLDER [PASSES [DATASETS]]      by default 10 10
 */
import { mkdirSync } from 'node:fs'
import { largeLedger } from '../tests/report/large-ledger.ts'
import { storeLedger } from '../tests/report/stored-ledger.ts'

const [folder, passes = '10', datasets = '10'] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name a new folder.')
const ledger = largeLedger({ passes: Number(passes), datasets: Number(datasets) })
mkdirSync(folder)
storeLedger(folder, ledger)
console.log(`${ledger.records.length} records in ${folder}`)
