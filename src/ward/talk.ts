/** The conversation a deed is done for. `originHash`: keyed hash of the network address, web chat only. */
export type Talk = { conversationId: string; inboundId: string; originHash?: Uint8Array<ArrayBuffer> }
