import { readFileSync } from 'node:fs'
import { readProof, type ProofFault } from '../ward/notice/notice-proof.ts'

const said: Readonly<Record<ProofFault, string>> = {
  not_a_proof: 'this is not a proof file of Loa Phường, or it is cut off',
  bad_signature: 'FALSE: the file was changed after it was signed, or another key signed it',
  content_differs: 'FALSE: the words shown are not those that were approved',
  figures_differ: 'FALSE: the figures do not add up to the rows',
}

/** Checks a proof file offline: no database, no network. 0 when it holds, 1 when not, 2 when there is nothing to read. */
export function verifyProof([file]: readonly string[], print: (line: string) => void): number {
  if (file === undefined) {
    print('npm run ward -- verify-proof FILE')
    return 2
  }
  const read = readProof(readFileSync(file, 'utf8'))
  if (!read.ok) {
    print(said[read.fault])
    return 1
  }
  const { proof, keyFingerprint } = read
  print(`TRUE: signed by ${proof.ward.name}, unchanged, the approved words are those that were sent`)
  print(`notice ${proof.notice.id} (${proof.notice.kind}), ${proof.notice.status}`)
  print(`approved by ${proof.approved.approver ?? '–'} at ${proof.approved.at ?? '–'}, SHA-256 ${proof.approved.hash}`)
  for (const [way, states] of Object.entries(proof.statistics)) {
    print(
      `  ${way}: ${Object.entries(states)
        .map(([state, n]) => `${n} ${state}`)
        .join(', ')}`
    )
  }
  print(`${proof.recipients.length} recipients in all`)
  print(`key ${keyFingerprint}: compare it with the one the ward shows in its console and on its board`)
  return 0
}
