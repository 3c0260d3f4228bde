/** We broke our own promise. Nobody catches it but the process edge: logged with an id, no retry. No personal data in the message. */
export class Bug extends Error {
  override name = 'Bug'
}
