import type { Article } from '../document.ts'
import type { Results } from '../results.ts'
import type { Table } from '../table.ts'
import { correctnessParagraphs } from './correctness.ts'
import { dataParagraphs } from './data.ts'
import { engineParagraphs, environmentParagraphs } from './engines.ts'
import { exclusionParagraphs } from './exclusions.ts'
import { inferenceParagraphs } from './inference-tables.ts'
import { measurementParagraphs } from './measurement.ts'
import { type Provenance, provenanceParagraphs } from './provenance.ts'
import { statisticsParagraphs } from './statistics.ts'
import { studyParagraphs } from './study.ts'

/**
 * How the numbers of a ledger came about, as the methods section of a paper: whatever is counted, named or dated in it
 * stands in the ledger or is fixed by the tool. Units, families, corrections and what is left out of `tables` are told
 * as those tables tell them.
 */
export function methodsArticle(results: Results, provenance: Provenance, tables: readonly Table[]): Article {
  const inference = inferenceParagraphs(tables)
  return {
    title: provenance.ledger === undefined ? 'Methods' : `Methods: ${provenance.ledger}`,
    sections: [
      { title: 'Study', paragraphs: studyParagraphs(results) },
      { title: 'Data', paragraphs: dataParagraphs(results) },
      { title: 'Engines', paragraphs: engineParagraphs(results) },
      { title: 'Environment', paragraphs: environmentParagraphs(results) },
      { title: 'Measurement', paragraphs: measurementParagraphs(results) },
      { title: 'Correctness', paragraphs: correctnessParagraphs(results) },
      { title: 'Statistics', paragraphs: statisticsParagraphs(results) },
      ...(inference.length === 0 ? [] : [{ title: 'Tests and intervals by table', paragraphs: inference }]),
      { title: 'Exclusions and failures', paragraphs: exclusionParagraphs(results, tables) },
      { title: 'Provenance', paragraphs: provenanceParagraphs(results, provenance) },
    ],
  }
}
