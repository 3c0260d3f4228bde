import type { ZaloContactCard } from './zalo-parts.ts'

export type ZaloSettings = {
  appId: string
  appSecret: string
  oaId: string
  /** "OA Secret Key" of the app's webhook page; not the app's secret. */
  oaSecret: string
  openapiUrl: string
  oauthUrl: string
  businessUrl: string
  /** Buttons on v3/cs are not in Zalo's pages: on only where a real OA has shown that it takes them. */
  buttons?: boolean
  /** The app's console asks for `appsecret_proof`. */
  secretProof?: boolean
  /** Without it `asksContact` is left out: the words have to ask. */
  contactCard?: ZaloContactCard
}
