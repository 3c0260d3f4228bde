/**
 * Counts a Vitest JSON report. A file that could not even be loaded has no tests in it and still is a failure.
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}
