import { cleanPhoto } from '../../platform/clean-photo.ts'
import { keepProof } from '../../ward/feedback/keep-proof.ts'
import type { Work } from '../../ward/work.ts'
import type { UploadedFile } from '../form.ts'

const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).toString('latin1') === '%PDF-'

/** A file as it may be kept: a photo freed of its metadata, or a PDF. Null when it is neither. */
export async function readProof({ bytes }: UploadedFile): Promise<{ bytes: Uint8Array; mime: string } | null> {
  return isPdf(bytes) ? { bytes, mime: 'application/pdf' } : cleanPhoto(bytes)
}

/** Keeps what was uploaded with a form; no file is no fault. */
export async function keepUploadedProof(
  work: Work,
  feedbackId: string,
  file: UploadedFile | null
): Promise<{ ok: true; value: string[] } | { ok: false; refusal: string }> {
  if (file === null) return { ok: true, value: [] }
  const proof = await readProof(file)
  if (proof === null) return { ok: false, refusal: 'file_unreadable' }
  const kept = await keepProof(work, { feedbackId, ...proof })
  return kept.ok ? { ok: true, value: [kept.value.fileId] } : kept
}
