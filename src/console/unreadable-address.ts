/** The address of a page holds something that cannot be read: a 400 page names the part. */
export class UnreadableAddress extends Error {
  readonly statusCode = 400
  readonly part: string
  constructor(part: string) {
    super('unreadable address')
    this.part = part
  }
}
