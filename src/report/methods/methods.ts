import type { Article } from '../document.ts'
import type { Results } from '../results.ts'
import { correctnessParagraphs } from './correctness.ts'
import { dataParagraphs } from './data.ts'
import { engineParagraphs, environmentParagraphs } from './engines.ts'
import { exclusionParagraphs } from './exclusions.ts'
import { measurementParagraphs } from './measurement.ts'
import { type Provenance, provenanceParagraphs } from './provenance.ts'
import { statisticsParagraphs } from './statistics.ts'
import { studyParagraphs } from './study.ts'

/**
 * How the numbers of a ledger came about, as the methods section of a paper: whatever is counted, named or dated in it
 * stands in the ledger or is fixed by the tool.
 */
export function methodsArticle(results: Results, provenance: Provenance): Article {
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
      { title: 'Exclusions and failures', paragraphs: exclusionParagraphs(results) },
      { title: 'Provenance', paragraphs: provenanceParagraphs(results, provenance) },
    ],
  }
}
