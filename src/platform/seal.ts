import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  sign,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { Bug } from './bug.ts'
import { takeRandom } from './random.ts'

/** Bytes of a sealed value. The brand keeps clear bytes out of sealed columns. */
export type Sealed = Uint8Array<ArrayBuffer> & { readonly sealed: true }
/** Keyed hash: equal values are found without being read. */
export type KeyedHash = Uint8Array<ArrayBuffer> & { readonly keyedHash: true }

/**
 * Seals personal data and secrets at rest (AES-256-GCM) and hashes them for look-up (HMAC-SHA-256).
 * `ward` is bound in as associated data: a value copied to another ward's row does not open.
 */
export type Seal = {
  text(ward: string, clear: string): Sealed
  json(ward: string, clear: unknown): Sealed
  bytes(ward: string, clear: Uint8Array): Sealed
  openText(ward: string, sealed: Uint8Array): string
  openJson<T>(ward: string, sealed: Uint8Array): T
  openBytes(ward: string, sealed: Uint8Array): Uint8Array<ArrayBuffer>
  /** `scope` separates hashes of different meaning (phone, address, session …). 16 bytes. */
  hash(scope: string, clear: string): KeyedHash
  /** Ed25519, with a key of the ward's own that comes from the data key: what it signs anybody can check offline. */
  sign(ward: string, content: Uint8Array): Uint8Array<ArrayBuffer>
  /** PEM. */
  publicKey(ward: string): string
}

const version = 1
const headerLength = 3 // version, key id (2 bytes): every value tells how to open it, so that keys can rotate
const nonceLength = 12
const tagLength = 16

export function makeSeal(dataKey: Uint8Array, keyId = 1): Seal {
  if (dataKey.length !== 32) throw new Bug('a data key has 32 bytes')
  const keyFor = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', dataKey, 'loa-phuong', use, 32)))
  const [sealKey, hashKey] = [keyFor('seal'), keyFor('hash')]
  const header = Buffer.from([version, keyId >> 8, keyId & 0xff])

  const boundTo = new Map<string, Buffer>()
  function boundIn(ward: string): Buffer {
    const bound = boundTo.get(ward) ?? Buffer.concat([header, Buffer.from(ward)])
    boundTo.set(ward, bound)
    return bound
  }

  function bytes(ward: string, clear: Uint8Array): Sealed {
    const nonce = takeRandom(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
    cipher.setAAD(boundIn(ward))
    const body = [cipher.update(clear), cipher.final()]
    return own(Buffer.concat([header, nonce, ...body, cipher.getAuthTag()])) as Sealed
  }

  function opened(ward: string, sealed: Uint8Array): Buffer {
    const value = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
    if (value[0] !== version || value.readUInt16BE(1) !== keyId)
      throw new Bug('a sealed value of another version or key')
    const nonceEnd = headerLength + nonceLength
    const decipher = createDecipheriv('aes-256-gcm', sealKey, value.subarray(headerLength, nonceEnd))
    decipher.setAAD(boundIn(ward))
    decipher.setAuthTag(value.subarray(value.length - tagLength))
    const clear = decipher.update(value.subarray(nonceEnd, value.length - tagLength))
    decipher.final() // throws where the tag does not fit; this mode keeps nothing back for it
    return clear
  }

  function openBytes(ward: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
    return own(opened(ward, sealed))
  }

  function openText(ward: string, sealed: Uint8Array): string {
    return opened(ward, sealed).toString('utf8')
  }

  // the wrapping that makes a key object of 32 secret bytes (RFC 8410)
  const signingKey = (ward: string): KeyObject => {
    const secret = Buffer.from(hkdfSync('sha256', dataKey, 'loa-phuong', `sign:${ward}`, 32))
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret])
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  }

  const text = (ward: string, clear: string) => bytes(ward, Buffer.from(clear, 'utf8'))
  return {
    bytes,
    openBytes,
    text,
    openText,
    json: (ward, clear) => text(ward, JSON.stringify(clear)),
    openJson: <T>(ward: string, sealed: Uint8Array) => JSON.parse(openText(ward, sealed)) as T,
    hash: (scope, clear) =>
      own(createHmac('sha256', hashKey).update(`${scope}\0`).update(clear).digest().subarray(0, 16)) as KeyedHash,
    sign: (ward, content) => own(sign(null, content, signingKey(ward))),
    publicKey: (ward) => createPublicKey(signingKey(ward)).export({ format: 'pem', type: 'spki' }).toString(),
  }
}

/** A copy with a buffer of its own: what the database driver and branded types expect. */
function own(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer)
}

/** Bytes for a JSON value that the statement decodes. */
export const base64Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
