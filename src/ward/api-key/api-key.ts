/** What another system may do with its key. A key belongs to one ward. */
export const apiScopes = [
  'dossiers:write',
  'citizens:write',
  'feedback:read',
  'feedback:write',
  'civil-events:write',
  'notices:read',
  'notices:write',
  'notices:approve',
  // stopping what leaves is no matter for a system that drafts
  'notices:steer',
] as const
export type ApiScope = (typeof apiScopes)[number]

export const isApiScope = (text: string): text is ApiScope => (apiScopes as readonly string[]).includes(text)

type UnboundSeal<Hash> = { hash(scope: string, clear: string): Hash }

/** By this a door finds the ward of a key. The key itself is kept nowhere: 256 random bits are shown once. */
export const apiKeyHashOf = <Hash>(seal: UnboundSeal<Hash>, token: string): Hash => seal.hash('door:api_key', token)

/** What a key looks like, so that a mistake is seen before anybody is asked. */
export const looksLikeApiKey = (token: string): boolean => /^loa_[\w-]{43}$/.test(token)
