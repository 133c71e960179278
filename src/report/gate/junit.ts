import { escapeXml } from '../render/escape-xml.ts'
import type { Finding } from './finding.ts'
import { findingWords, type GateView } from './gate-view.ts'

/** JUnit XML as CI systems read it: a case is a class, each of its checks a test. An inconclusive one that is let through is skipped. */
export function junit({ result: { study, findings }, inconclusive }: GateView): string {
  const isSkipped = ({ status }: Finding): boolean => status === 'inconclusive' && inconclusive === 'pass'
  const skipped = findings.filter(isSkipped).length
  const failures = findings.filter(({ status }) => status !== 'passed').length - skipped
  const counts = `tests="${findings.length}" failures="${failures}" errors="0" skipped="${skipped}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xmlText(`knnbench gate ${study}`)}" ${counts}>`,
    ...findings.map((one) => `    ${testcase(one, isSkipped(one))}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testcase(finding: Finding, isSkipped: boolean): string {
  const open = `<testcase classname="${xmlText(finding.where)}" name="${xmlText(finding.check)}"`
  const message = xmlText(findingWords(finding))
  if (finding.status === 'passed') return `${open}><system-out>${message}</system-out></testcase>`
  if (isSkipped) return `${open}><skipped message="${message}"/></testcase>`
  return `${open}><failure type="${finding.status}" message="${message}"/></testcase>`
}

/** XML 1.0 has no word for these two. */
function xmlText(text: string): string {
  return escapeXml(text).replace(/[\ufffe\uffff]/g, '')
}
